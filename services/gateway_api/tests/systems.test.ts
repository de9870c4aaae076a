import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../src/app.ts'
import { checkDefinition } from '../src/systems/check-definition.ts'
import { loadRuleSystems, RULE_SYSTEMS_FOLDER, RuleSystemError } from '../src/systems/load-rule-systems.ts'
import type { SystemDefinition } from '../src/systems/rule-system.ts'
import { type CampaignGateway, createCampaignGateway } from './support/campaign-gateway.ts'
import type { Person } from './support/seats.ts'
import { testConfig } from './support/test-config.ts'

let gateway: CampaignGateway
let person: Person
const folder = mkdtempSync(join(tmpdir(), 'rule-systems-'))

beforeAll(async () => {
  gateway = await createCampaignGateway()
  person = await gateway.signIn('Ёж')
})
afterAll(async () => {
  await gateway.close()
  rmSync(folder, { recursive: true })
})

const read = (id: string): SystemDefinition =>
  JSON.parse(readFileSync(join(RULE_SYSTEMS_FOLDER, id, 'system.json'), 'utf8'))
const { all, find } = loadRuleSystems()
const ids = all.map(({ definition }) => definition.id)

describe('the rule systems of this service', () => {
  test('are two, and everybody who is signed in can read them', async () => {
    const list = await person.call('listSystems', {})
    expect(list.body.items.map(({ id }) => id)).toEqual(['fifth', 'minimal'])
    expect(list.body.nextCursor).toBeNull()
    for (const { id, version, name } of list.body.items) {
      const one = await person.call('getSystem', { path: { systemId: id } })
      expect(one).toMatchObject({ status: 200, etag: `"${version}"`, body: { id, version, name } })
      expect(one.body).toEqual(read(id))
      const again = await person.call('getSystem', { path: { systemId: id }, ifNoneMatch: one.etag })
      expect(again.status).toBe(304)
    }
  })

  test('come in pages', async () => {
    const first = await person.call('listSystems', { query: { limit: 1 } })
    expect(first.body.items.map(({ id }) => id)).toEqual(['fifth'])
    const cursor = first.body.nextCursor ?? ''
    const second = await person.call('listSystems', { query: { limit: 1, cursor } })
    expect(second.body).toMatchObject({ items: [{ id: 'minimal' }], nextCursor: null })
    expect(await person.call('listSystems', { query: { cursor: 'WzFd' } })).toMatchObject({
      status: 422,
      code: 'cursor_invalid',
    })
  })

  test('are not for strangers, and there are no others', async () => {
    expect((await gateway.app.inject({ method: 'GET', url: '/v1/systems' })).statusCode).toBe(401)
    for (const systemId of ['universal', 'constructor']) {
      expect(await person.call('getSystem', { path: { systemId } })).toMatchObject({
        status: 404,
        code: 'system_not_found',
      })
    }
    for (const systemId of ['..%2f..', '../minimal', 'Minimal']) {
      expect(await person.call('getSystem', { path: { systemId } })).toMatchObject({ status: 422 })
    }
    const unknown = await person.call('createCampaign', { body: { name: 'A', systemId: 'universal' } })
    expect(unknown).toMatchObject({ status: 422, code: 'system_unknown' })
  })

  test.each(ids)('%s has every text in both languages', (id) => {
    const texts: { en: string; ru: string }[] = []
    JSON.stringify(read(id), (_key, value: unknown) => {
      if (typeof value === 'object' && value !== null && 'en' in value && 'ru' in value)
        texts.push(value as never)
      return value
    })
    expect(texts.length).toBeGreaterThan(20)
    for (const { en, ru } of texts) {
      expect(en).toMatch(/\S/)
      expect(en).not.toMatch(/[а-яё]/i)
      expect(ru).toMatch(/[а-яё]/i)
    }
  })

  test.each(ids)('%s shows every value of its sheet', (id) => {
    const { defaultSheet, layout } = read(id)
    const shown = new Set(layout.flatMap(({ fields }) => fields.map(({ pointer }) => pointer)))
    const leaves = (value: unknown, at: string): string[] =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([key, part]) => leaves(part, `${at}/${key}`))
        : [at]
    expect(leaves(defaultSheet, '').filter((leaf) => !shown.has(leaf))).toEqual([])
  })

  test('fifth knows the arithmetic of its table', () => {
    const fifth = find('fifth')!
    const sheet = structuredClone(fifth.definition.defaultSheet) as {
      level: number
      abilities: Record<string, number>
      saves: Record<string, boolean>
      skills: Record<string, number>
    }
    const modifiers = [
      [1, -5],
      [8, -1],
      [9, -1],
      [10, 0],
      [11, 0],
      [15, 2],
      [20, 5],
      [30, 10],
    ] as const
    for (const [score, modifier] of modifiers) {
      sheet.abilities['dexterity'] = score
      expect(fifth.derive(sheet).values.get('dex')).toBe(modifier)
    }
    const proficiency = [1, 4, 5, 8, 9, 12, 13, 16, 17, 20].map((level) => {
      sheet.level = level
      return fifth.derive(sheet).values.get('proficiency')
    })
    expect(proficiency).toEqual([2, 2, 3, 3, 4, 4, 5, 5, 6, 6])
    sheet.level = 5
    sheet.abilities['dexterity'] = 16
    sheet.saves['dexterity'] = true
    sheet.skills['stealth'] = 2
    sheet.skills['acrobatics'] = 1
    const { values, failed } = fifth.derive(sheet)
    expect(failed).toEqual([])
    expect(Object.fromEntries(values)).toMatchObject({
      saveDexterity: 6,
      saveWisdom: 0,
      stealth: 9,
      acrobatics: 6,
      sleightOfHand: 3,
      initiative: 3,
      passivePerception: 10,
    })
  })

  test('finish well under a sheet that is as bad as its schema allows', () => {
    for (const system of all) {
      for (const bound of ['minimum', 'maximum'] as const) {
        const extreme = extremeOf(system.definition.sheetSchema, bound) as Record<string, unknown>
        expect(system.checkSheet(extreme)).toEqual([])
        expect(system.derive(extreme).values.size).toBe(Object.keys(system.definition.derived).length)
      }
    }
  })
})

type Json = { [key: string]: Json } & Json[]

/** The sheet with every number at its bound. */
function extremeOf(schema: unknown, bound: 'minimum' | 'maximum'): unknown {
  const { type, properties, items, minItems, ...node } = schema as { [keyword: string]: unknown }
  if (type === 'object') {
    const parts = Object.entries(properties as object)
    return Object.fromEntries(parts.map(([name, part]) => [name, extremeOf(part, bound)]))
  }
  if (type === 'array') return Array.from({ length: minItems as number }, () => extremeOf(items, bound))
  if (type === 'integer') return node[bound]
  if (type === 'boolean') return bound === 'maximum'
  return (node['enum'] as string[] | undefined)?.[0] ?? ''
}

/** What is found in the minimal system once the value at a JSON Pointer is another; undefined removes it. */
function problemsWith(pointer: string, value: unknown): string[] {
  const definition = structuredClone(read('minimal'))
  const steps = pointer.slice(1).split('/')
  const name = steps.pop() ?? ''
  const parent = steps.reduce((node, step) => node[step] as Json, definition as unknown as Json)
  if (value === undefined) delete parent[name]
  else parent[name] = value as Json
  const checked = checkDefinition(definition)
  return checked.ok ? [] : [...checked.problems]
}

const label = { en: 'A', ru: 'А' }
const newField = '/layout/0/fields/2'
const roll = (expression: string) => ({ expression, label })
const dialect = 'http://json-schema.org/draft-07/schema#'

describe('a broken rule system is refused:', () => {
  test('unless nothing is broken', () => {
    expect(problemsWith('/name/en', 'Another name')).toEqual([])
  })

  test.each<[string, string, unknown, RegExp]>([
    ['a field that the contract does not know', '/code', 'eval', /\/code/],
    ['no licence', '/licence', undefined, /\/licence/],
    ['one language', '/name/ru', undefined, /\/name\/ru/],
    ['an open object', '/sheetSchema/properties/traits/additionalProperties', true, /is not false/],
    ['an optional value', '/sheetSchema/properties/traits/required', ['might'], /required lacks grace/],
    [
      'a number without a bound',
      '/sheetSchema/properties/harm/properties/current/maximum',
      undefined,
      /maximum is not/,
    ],
    [
      'fractions',
      '/sheetSchema/properties/harm/properties/current/type',
      'number',
      /number is not for sheets/,
    ],
    ['endless text', '/sheetSchema/properties/gear/maxLength', undefined, /gear\/maxLength is missing/],
    ['a pattern', '/sheetSchema/properties/gear/pattern', '(a+)+$', /gear\/pattern is not for sheets/],
    ['a reference', '/sheetSchema/properties/gear', { $ref: 'https://example.org' }, /gear\/type undefined/],
    ['another dialect', '/sheetSchema/$schema', dialect, /not JSON Schema 2020-12/],
    ['a default sheet that does not fit', '/defaultSheet/gear', 7, /^\/defaultSheet\/gear must be string/],
    ['a formula that cannot be read', '/derived/bad', '@traits.might +', /^\/derived\/bad: Expected/],
    ['a formula with dice', '/derived/bad', '1d6', /has dice/],
    ['a formula that could divide by zero', '/derived/bad', '10 / @traits.might', /could be zero/],
    ['a formula with an unknown name', '/derived/bad', '@traits.magic', /no number called @traits.magic/],
    ['a formula with the name of a later one', '/derived', { a: '@b', b: '1' }, /^\/derived\/a: .*@b/],
    ['a formula that hides a value', '/derived/gear', '1', /hides a value/],
    ['a formula named like nothing', '/derived/a.b', '1', /not a camelCase name/],
    [
      'a field that leads nowhere',
      newField,
      { pointer: '/traits/magic', label, kind: 'number' },
      /leads nowhere/,
    ],
    [
      'a field that JavaScript would find',
      newField,
      { pointer: '/constructor/name', label, kind: 'text' },
      /leads nowhere/,
    ],
    [
      'a text control for a number',
      newField,
      { pointer: '/traits/might', label, kind: 'text' },
      /is no text/,
    ],
    ['the same field twice', newField, { pointer: '/concept', label, kind: 'text' }, /shows \/concept twice/],
    ['a bound wider than that of the sheet', '/layout/1/fields/0/maximum', 9, /maximum is above/],
    ['a maximum that is no number', '/layout/2/fields/0/maximumPointer', '/gear', /maximumPointer \/gear/],
    ['a derived value that is not there', '/layout/1/fields/0/derived', 'magic', /there is no magic/],
    ['a roll that cannot be read', '/layout/1/fields/0/roll', roll('2d'), /fields\/0 roll: /],
    ['a roll with an unknown name', '/layout/1/fields/0/roll', roll('2d6+@magic'), /@magic/],
    ['a roll without dice', '/layout/1/fields/0/roll', roll('@might'), /no dice to roll/],
    ['options without a choice', '/layout/1/fields/0/options', [], /options belong to a choice/],
    ['two sections of one name', '/layout/1/id', 'identity', /two sections identity/],
  ])('%s', (_what, pointer, value, problem) => {
    expect(problemsWith(pointer, value).join('\n')).toMatch(problem)
  })

  test('choices that differ from the sheet', () => {
    const definition = structuredClone(read('fifth'))
    const choice = definition.layout.flatMap(({ fields }) => fields).find(({ kind }) => kind === 'choice')
    choice!.options!.pop()
    expect(checkDefinition(definition)).toMatchObject({
      ok: false,
      problems: [expect.stringMatching(/options are not those of the sheet/)],
    })
  })

  test('by file: everything that is wrong in any of them is listed, and the service does not start', async () => {
    cpSync(RULE_SYSTEMS_FOLDER, folder, { recursive: true })
    const write = (id: string, text: string) => {
      mkdirSync(join(folder, id), { recursive: true })
      writeFileSync(join(folder, id, 'system.json'), text)
    }
    expect(loadRuleSystems(folder).all.map(({ definition }) => definition.id)).toEqual(ids)
    write('half', '{"id":"half"')
    write('copy', JSON.stringify(read('minimal')))
    write('open', JSON.stringify({ ...read('minimal'), id: 'open', sheetSchema: { type: 'object' } }))
    mkdirSync(join(folder, 'empty'))
    const failure = () => loadRuleSystems(folder)
    expect(failure).toThrow(RuleSystemError)
    const problems = catchProblems(failure)
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'copy/system.json',
      'empty/system.json',
      'half/system.json',
      'open/system.json',
      'open/system.json',
    ])
    await expect(async () =>
      buildApp(testConfig(), { database: gateway.database, ruleSystems: loadRuleSystems(folder) }),
    ).rejects.toThrow(/copy\/system.json \/id is not copy/)
  })
})

function catchProblems(run: () => unknown): readonly string[] {
  try {
    run()
    return []
  } catch (error) {
    return (error as RuleSystemError).problems
  }
}
