import { execFile } from 'node:child_process'
import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { driftGate } from '../src/gates/drift-gate.ts'
import { cleanCloneGate } from '../src/gates/run-gates.ts'
import { generate, renderOutput } from '../src/generate.ts'
import type { Layout } from '../src/layout.ts'
import { fixtureLayout } from './fixture.ts'

const run = promisify(execFile)

async function git(layout: Layout, ...words: string[]): Promise<void> {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.org']
  await run('git', [...identity, ...words], { cwd: layout.root })
}

describe('generated code', () => {
  it('is the same text each time, whatever the folder', async () => {
    await using first = await fixtureLayout()
    await using second = await fixtureLayout()
    const { model } = await generate(first)
    const again = await renderOutput(second, (await generate(second)).model)
    const texts = [...(await renderOutput(first, model)).values()]
    expect([...again.values()]).toEqual(texts)
    for (const text of texts) expect(text).not.toContain(first.root)
  })

  it('is written once: a second run finds nothing to do', async () => {
    await using layout = await fixtureLayout()
    expect((await generate(layout)).written.length).toBeGreaterThan(10)
    const { written, removed } = await generate(layout)
    expect({ written, removed }).toEqual({ written: [], removed: [] })
  })

  it('loses the files whose source is gone', async () => {
    await using layout = await fixtureLayout()
    await generate(layout)
    await writeFile(join(layout.generated, 'old.ts'), 'export const old = true\n')
    expect((await generate(layout)).removed).toEqual(['packages/rpg_contracts/src/generated/old.ts'])
  })
})

describe('the drift gate', () => {
  it('fails on an edited, a missing and an unknown generated file', async () => {
    await using layout = await fixtureLayout()
    const { model } = await generate(layout)
    expect(await driftGate.run({ layout, model })).toEqual([])

    await appendFile(join(layout.generated, 'operations.ts'), '// a helping hand\n')
    await rm(join(layout.dist, 'rpg-bot.openapi.json'))
    await mkdir(join(layout.generated, 'extra'))
    await writeFile(join(layout.generated, 'extra/new.ts'), 'export const extra = true\n')
    const findings = await driftGate.run({ layout, model })
    expect(findings.map(({ rule, where }) => `${rule} ${where}`).sort()).toEqual([
      'drift:different packages/rpg_contracts/src/generated/operations.ts',
      'drift:missing contracts/dist/rpg-bot.openapi.json',
      'drift:unknown packages/rpg_contracts/src/generated/extra/new.ts',
    ])
  })

  it('fails in a clean clone on one edited and on one new untracked file', async () => {
    await using layout = await fixtureLayout()
    const { model } = await generate(layout)
    await git(layout, 'init', '-q')
    await git(layout, 'add', '-A')
    await git(layout, 'commit', '-qm', 'all')
    expect(await cleanCloneGate.run({ layout, model })).toEqual([])

    const file = join(layout.generated, 'events.ts')
    await writeFile(file, `${await readFile(file, 'utf8')}\n`)
    const edited = await cleanCloneGate.run({ layout, model })
    expect(edited.map(({ where }) => where)).toEqual(['packages/rpg_contracts/src/generated/events.ts'])
    await git(layout, 'commit', '-qam', 'edit')

    await writeFile(join(layout.generated, 'new.ts'), 'export const fresh = true\n')
    const untracked = await cleanCloneGate.run({ layout, model })
    expect(untracked.map(({ where }) => where)).toEqual(['packages/rpg_contracts/src/generated/new.ts'])
  })
})
