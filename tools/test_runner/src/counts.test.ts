import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { countGate, countLastLine, countPlaywright, countVitest, judge, lastLine, sum } from './counts.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'counts-'))
afterAll(() => rmSync(folder, { recursive: true }))

const outcome = (parts: { exitCode?: number; output?: string; report?: unknown }) => {
  const reportFile = path.join(folder, `${Math.random()}.json`)
  if (parts.report !== undefined) writeFileSync(reportFile, JSON.stringify(parts.report))
  return { exitCode: parts.exitCode ?? 0, output: parts.output ?? '', reportFile }
}

describe('counting', () => {
  test('a gate is one test', () => {
    expect(countGate(outcome({}))).toEqual({ passed: 1, failed: 0, skipped: 0 })
    expect(countGate(outcome({ exitCode: 2 }))).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })

  test('the last of several last lines counts', () => {
    const output = '3 passed, 1 failed\nmore\n12 passed, 0 failed, 2 skipped\nbye\n'
    expect(countLastLine(outcome({ output }))).toEqual({ passed: 12, failed: 0, skipped: 2 })
  })

  test('vitest and Playwright are read from their reports, and a flaky test is a failed one', () => {
    const vitest = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 }
    expect(countVitest(outcome({ report: vitest }))).toEqual({ passed: 5, failed: 1, skipped: 3 })
    const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 }
    expect(countPlaywright(outcome({ report: { stats } }))).toEqual({ passed: 4, failed: 2, skipped: 2 })
  })

  test('a step that ran nothing fails, also when its command is content', () => {
    expect(judge(countVitest, outcome({ report: { numPassedTests: 0 } }))).toMatchObject({
      failed: 1,
      reason: 'no test ran',
    })
    expect(judge(countLastLine, outcome({ output: 'nothing to do' }))).toMatchObject({ failed: 1 })
  })

  test('a command that fails without naming a test is one failure', () => {
    const crashed = outcome({ exitCode: 1, report: { numPassedTests: 7 } })
    expect(judge(countVitest, crashed)).toMatchObject({ passed: 7, failed: 1 })
  })

  test('a report with failures is not saved by exit code 0', () => {
    expect(judge(countLastLine, outcome({ output: '4 passed, 2 failed' }))).toMatchObject({
      passed: 4,
      failed: 2,
    })
  })

  test('the last line names skipped tests only when there are some', () => {
    const total = sum([
      { passed: 1, failed: 0, skipped: 0 },
      { passed: 2, failed: 1, skipped: 0 },
    ])
    expect(lastLine(total)).toBe('3 passed, 1 failed')
    expect(lastLine({ ...total, skipped: 4 })).toBe('3 passed, 1 failed, 4 skipped')
  })
})
