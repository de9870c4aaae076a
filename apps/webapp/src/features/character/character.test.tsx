import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { App } from '../../app/app.tsx'
import { createTestParts, type TestParts, testPerson } from '../../app/testing.ts'

const campaignId = '01900000-0000-7000-8000-000000000001'
const characterId = '01900000-0000-7000-8000-000000000002'
const moment = '2026-11-01T18:00:00Z'
const path = `/v1/campaigns/${campaignId}`
const text = (en: string, ru: string) => ({ en, ru })
const campaign = {
  id: campaignId,
  name: 'The Lantern Coast',
  summary: '',
  systemId: 'tiny',
  status: 'active',
  role: 'player',
  capabilities: ['roll.make'],
  memberCount: 2,
  openSessionId: null,
  createdAt: moment,
  updatedAt: moment,
}
const character = {
  id: characterId,
  campaignId,
  ownerId: testPerson.id,
  name: 'Vesta',
  sheet: { dex: 14, hp: 5, hpMax: 8, notes: 'a raven' },
  derived: { dex: 2 },
  createdAt: moment,
  updatedAt: moment,
}
const system = {
  id: 'tiny',
  version: 1,
  name: text('Tiny', 'Крошечная'),
  description: text('', ''),
  licence: 'MIT',
  sheetSchema: { properties: { notes: { maxLength: 30 } } },
  defaultSheet: { dex: 10, hp: 8, hpMax: 8, notes: '' },
  derived: {},
  layout: [
    {
      id: 'main',
      title: text('Main', 'Главное'),
      display: 'grid',
      fields: [
        {
          pointer: '/dex',
          label: text('Dexterity', 'Ловкость'),
          kind: 'number',
          derived: 'dex',
          roll: { expression: '1d20+@dex', label: text('Dexterity check', 'Проверка ловкости') },
        },
        { pointer: '/hp', label: text('Hit points', 'Хиты'), kind: 'counter', maximumPointer: '/hpMax' },
        { pointer: '/hpMax', label: text('At most', 'Не больше'), kind: 'number' },
      ],
    },
    {
      id: 'words',
      title: text('Words', 'Слова'),
      display: 'text',
      fields: [{ pointer: '/notes', label: text('Notes', 'Заметки'), kind: 'longtext' }],
    },
  ],
}
const roll = {
  id: '01900000-0000-7000-8000-000000000003',
  campaignId,
  rollerId: testPerson.id,
  characterId,
  label: 'Dexterity check',
  expression: '1d20+@dex',
  printed: '1d20 + 2',
  comment: null,
  visibility: 'public',
  total: 22,
  groups: [
    { notation: '1d20', label: null, total: 20, dice: [{ sides: 20, value: 20, kept: true, marks: [] }] },
  ],
  createdAt: moment,
}
const answers = (parts: { character?: unknown } = {}) => ({
  [`GET ${path}`]: campaign,
  [`GET ${path}/characters/${characterId}`]: parts.character ?? character,
  [`PATCH ${path}/characters/${characterId}`]: { ...character, sheet: { ...character.sheet, hp: 6 } },
  [`POST ${path}/rolls`]: roll,
  'GET /v1/systems/tiny': system,
})

let release: () => Promise<void> = async () => undefined

async function show(options: { locale?: 'ru' | 'en'; character?: unknown; mode?: string } = {}) {
  window.history.replaceState(null, '', `/character/${campaignId}/${characterId}${options.mode ?? ''}`)
  const parts: TestParts = createTestParts({ locale: options.locale ?? 'en', answers: answers(options) })
  // A page is fetched once a process, its texts once for these parts.
  await parts.texts.open('character')
  const element = document.createElement('div')
  document.body.append(element)
  const root = createRoot(element)
  await act(async () => root.render(<App {...parts} />))
  release = async () => {
    await act(async () => root.unmount())
    element.remove()
  }
  await eventually(() => expect(element.querySelector('h1')?.textContent).toBe('Vesta'))
  return { ...parts, element }
}

async function eventually(check: () => void) {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    await act(async () => await new Promise((resolve) => setTimeout(resolve, 20)))
    try {
      check()
      return
    } catch (error) {
      if (attempt === 199) throw error
    }
  }
}

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
})

afterEach(async () => {
  await release()
  vi.unstubAllGlobals()
})

test('a sheet follows its layout in both languages', async () => {
  const { element, preferences } = await show({ locale: 'ru' })
  expect(element.textContent).toContain('Ловкость')
  expect(element.textContent).toContain('5 / 8')
  expect(element.textContent).toContain('a raven')
  // The bound stands on the counter; it needs no plate of its own.
  expect(element.textContent).not.toContain('Не больше')
  await act(async () => preferences.getState().chooseLocale('en'))
  expect(element.textContent).toContain('Dexterity')
  expect(element.textContent).not.toMatch(/[А-я]/)
})

test('a tap on a stat rolls, shows the card and is felt', async () => {
  const { element, host } = await show()
  const stat = element.querySelector<HTMLElement>('button[aria-description*="Dexterity check"]')
  await act(async () => stat?.click())
  await eventually(() => expect(element.querySelector('article')?.textContent).toContain('1d20 + 2'))
  expect(host.log.haptics[0]).toBe('impact-medium')
  // A natural twenty.
  expect(host.log.haptics).toContain('success')
})

test('a counter is changed at play and saved by itself', async () => {
  const { element } = await show()
  await act(async () => element.querySelector<HTMLElement>('[aria-label="Hit points: more"]')?.click())
  expect(element.textContent).toContain('6 / 8')
  expect(element.querySelector('header [role="status"]')?.textContent).toBe('Writing…')
  await eventually(() => expect(element.querySelector('header [role="status"]')?.textContent).toBe('Saved'))
})

test("somebody else's sheet can be read and nothing else", async () => {
  const { element } = await show({ character: { ...character, ownerId: campaignId } })
  expect(element.textContent).toContain('Only its player and the game master')
  expect(element.querySelector('[aria-label="Hit points: more"]')).toBeNull()
  expect(element.querySelector('button[aria-description]')).toBeNull()
  expect(element.querySelector('[aria-label="Edit the sheet"]')).toBeNull()
})

test('the address of the editor does not open it for who may only read', async () => {
  const { element } = await show({ character: { ...character, ownerId: campaignId }, mode: '/edit' })
  expect(element.querySelector('input, textarea')).toBeNull()
})

test('the editor has a control for every field and knows the limits of the rules', async () => {
  const { element, host } = await show({ mode: '/edit' })
  expect(element.querySelector('textarea')?.maxLength).toBe(30)
  expect(element.textContent).toContain('At most')
  expect(host.actions.get().primary?.label).toBe('Done')
})
