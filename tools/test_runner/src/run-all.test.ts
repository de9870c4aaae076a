import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countGate, countLastLine } from './counts.ts'
import { readOptions } from './options.ts'
import { runAll } from './run-all.ts'
import { runSchedule } from './schedule.ts'
import type { Step } from './step.ts'
import { listSteps } from './steps.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'runner-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const shell = (name: string, script: string, more: Partial<Step> = {}): Step => ({
  name,
  title: name,
  command: ['sh', '-c', script],
  counter: countGate,
  ...more,
})

const run = async (
  steps: readonly Step[],
  environment: () => Promise<Record<string, string>> = async () => ({}),
) => {
  const printed: string[] = []
  const context = { root: folder, folder, environment, clock: () => performance.now() }
  const { exitCode, text: table } = await runAll({ steps, context, print: (text) => printed.push(text) })
  const text = [...printed, table].join('\n')
  return { exitCode, text, last: text.split('\n').at(-1) }
}

describe('a run', () => {
  test('passes when every step passes and ends with the count', async () => {
    const steps = [shell('one', 'true'), shell('two', 'echo 41 passed, 0 failed', { counter: countLastLine })]
    expect(await run(steps)).toMatchObject({ exitCode: 0, last: '42 passed, 0 failed' })
  })

  test('with a failing step still runs the others, shows its output and fails', async () => {
    const { exitCode, last, text } = await run([
      shell('bad', 'echo the reason; exit 3'),
      shell('good', 'true'),
    ])
    expect(exitCode).toBe(1)
    expect(last).toBe('1 passed, 1 failed')
    expect(text).toContain('| the reason')
    expect(text).toContain('Failed: bad')
  })

  test('counts a step without a single test as failed', async () => {
    const { exitCode, text } = await run([shell('empty', 'true', { counter: countLastLine })])
    expect(exitCode).toBe(1)
    expect(text).toContain('no test ran')
  })

  test('ends a step that takes too long, with its children', async () => {
    const { exitCode, text } = await run([shell('slow', 'sleep 60 & sleep 60', { timeout: 200 })])
    expect(exitCode).toBe(1)
    expect(text).toContain('took too long')
  })

  test('fails only the steps that need servers when there are none', async () => {
    const environment = async () => {
      throw new Error('install redis-server')
    }
    const { last, text } = await run(
      [shell('plain', 'true'), shell('served', 'true', { needs: 'servers' })],
      environment,
    )
    expect(last).toBe('1 passed, 1 failed')
    expect(text).toContain('install redis-server')
  })

  test('shows the servers to the steps that ask for them and to no other', async () => {
    const environment = async () => ({ RPG_TEST_DATABASE_URL: 'postgres://there' })
    const steps = [
      shell('served', 'test "$RPG_TEST_DATABASE_URL" = postgres://there', { needs: 'servers' }),
      shell('browser', 'test -z "$RPG_TEST_DATABASE_URL"', { needs: 'browser' }),
      shell('plain', 'test -z "$RPG_TEST_DATABASE_URL"'),
    ]
    expect(await run(steps, environment)).toMatchObject({ exitCode: 0 })
  })

  test('fails a command that does not exist', async () => {
    expect(await run([{ ...shell('absent', ''), command: ['/no/such/tool'] }])).toMatchObject({ exitCode: 1 })
  })
})

describe('the schedule', () => {
  const trace = async (steps: { name: string; after?: string[]; alone?: boolean }[]) => {
    const events: string[] = []
    await runSchedule({
      steps,
      width: 2,
      run: async ({ name }) => {
        events.push(`+${name}`)
        await delay(10)
        events.push(`-${name}`)
      },
    })
    return events.join(' ')
  }

  test('runs two at a time and waits where told', async () => {
    expect(await trace([{ name: 'a' }, { name: 'b', after: ['a'] }, { name: 'c' }])).toBe('+a +c -a +b -c -b')
  })

  test('runs nothing beside a step that wants to be alone', async () => {
    expect(await trace([{ name: 'a' }, { name: 'b', alone: true }, { name: 'c', after: ['b'] }])).toBe(
      '+a -a +b -b +c -c',
    )
  })

  test('does not wait for steps that are not part of the run, and names a circle', async () => {
    expect(await trace([{ name: 'a', after: ['absent'] }])).toBe('+a -a')
    await expect(
      trace([
        { name: 'a', after: ['b'] },
        { name: 'b', after: ['a'] },
      ]),
    ).rejects.toThrow('wait for each other: a, b')
  })
})

describe('the list of steps', () => {
  const steps = listSteps(path.resolve(import.meta.dirname, '../../..'))
  const names = steps.map(({ name }) => name)

  test('has unique names and waits only for steps that exist', () => {
    expect(new Set(names).size).toBe(names.length)
    expect(steps.flatMap(({ after }) => after ?? []).filter((name) => !names.includes(name))).toEqual([])
  })

  test('holds everything the project promises to check', () => {
    const promised = [
      'lint',
      'types',
      'boundaries',
      'checks',
      'contracts',
      'unit',
      'services-real',
      'webapp-size',
      'browser-embedded',
      'browser-real',
    ]
    expect(names).toEqual(expect.arrayContaining(promised))
  })

  test('can be narrowed by name, and an unknown name is refused with the list', () => {
    expect(readOptions(['--only', 'lint,types'], names).only).toEqual(['lint', 'types'])
    expect(() => readOptions(['--only', 'nonsense'], names)).toThrow(/no such step: nonsense[\s\S]*lint/)
    expect(() => readOptions(['--fast'], names)).toThrow(/usage/)
  })
})
