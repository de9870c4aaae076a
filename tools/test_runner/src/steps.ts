import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { countGate, countLastLine, countPlaywright, countVitest } from './counts.ts'
import type { Step } from './step.ts'

const VITEST_REPORT = ['--reporter=default', '--reporter=json', '--outputFile.json={report}']

/** Tools that phone home are told not to. */
const QUIET = { DO_NOT_TRACK: '1', TURBO_TELEMETRY_DISABLED: '1' }

/**
 * All steps of `npm test`, in the order they start. Cheap gates come first, so that a slip shows within seconds;
 * long test steps run beside them.
 */
export function listSteps(root: string): readonly Step[] {
  const bin = (name: string): string => path.join(root, 'node_modules/.bin', name)
  return [
    {
      name: 'webapp-build',
      title: 'the Mini App builds',
      command: [process.execPath, '--run', 'build'],
      cwd: 'apps/webapp',
      counter: countGate,
    },
    {
      name: 'unit',
      title: 'unit and service tests on embedded parts',
      command: [bin('vitest'), 'run', ...VITEST_REPORT],
      counter: countVitest,
      after: ['webapp-build'],
    },
    { name: 'lint', title: 'format and lint rules', command: [bin('biome'), 'ci', '.'], counter: countGate },
    {
      name: 'types',
      title: 'types of everything but the Mini App',
      command: [bin('tsc'), '-p', 'tsconfig.json'],
      counter: countGate,
    },
    {
      name: 'webapp-types',
      title: 'types of the Mini App',
      command: [process.execPath, '--run', 'typecheck'],
      cwd: 'apps/webapp',
      counter: countGate,
    },
    {
      name: 'boundaries',
      title: 'dependencies point one way',
      command: [bin('turbo'), 'boundaries', '--no-color'],
      counter: countGate,
      variables: QUIET,
    },
    {
      name: 'checks',
      title: 'repository checks, workflows included',
      command: [process.execPath, 'tools/checks/src/main.ts'],
      counter: countLastLine,
    },
    {
      name: 'contracts',
      title: 'contract gates',
      // `gate` compares with what is committed; `pnpm contracts` would first write the very files it compares.
      command: [process.execPath, 'tools/contract_tools/src/main.ts', 'gate', '--clean'],
      counter: countLastLine,
    },
    {
      name: 'webapp-size',
      title: 'the Mini App stays within its size budgets',
      command: [process.execPath, '--run', 'size'],
      cwd: 'apps/webapp',
      counter: countGate,
      after: ['webapp-build'],
    },
    {
      name: 'webapp-i18n',
      title: 'no text of the Mini App lacks a translation',
      command: [process.execPath, '--run', 'i18n:check'],
      cwd: 'apps/webapp',
      counter: countGate,
    },
    {
      name: 'webapp-unit',
      title: 'unit tests of the Mini App',
      command: [bin('vitest'), 'run', '--root', '.', ...VITEST_REPORT],
      cwd: 'apps/webapp',
      counter: countVitest,
    },
    {
      name: 'services-real',
      title: 'service tests again on PostgreSQL and Redis',
      command: [bin('vitest'), 'run', ...serviceTestFolders(root), ...VITEST_REPORT],
      counter: countVitest,
      needs: 'servers',
      // After the same tests on embedded parts: two runs at once on two cores only make each other late.
      after: ['unit'],
    },
    ...(['embedded', 'real'] as const).map((engine) => browserStep(root, engine)),
  ]
}

/** Folders whose tests touch a database or Redis. */
function serviceTestFolders(root: string): string[] {
  return ['packages', 'services', 'apps'].flatMap((group) => {
    const folder = path.join(root, group)
    const units = existsSync(folder) ? readdirSync(folder).sort() : []
    return units
      .filter((unit) => unit !== 'webapp' && existsSync(path.join(folder, unit, 'tests')))
      .map((unit) => `${group}/${unit}/tests/`)
  })
}

function browserStep(root: string, engine: 'embedded' | 'real'): Step {
  const playwright = existsSync(path.join(root, 'qa/tests/playwright.config.ts'))
  const runner = path.join(root, playwright ? 'qa/node_modules/.bin/playwright' : 'node_modules/.bin/vitest')
  return {
    name: `browser-${engine}`,
    title: `browser tests on ${engine === 'embedded' ? 'embedded parts' : 'PostgreSQL and Redis'}`,
    command: playwright
      ? [runner, 'test', '--config', 'qa/tests/playwright.config.ts', '--reporter=list,json']
      : [runner, 'run', '--config', 'qa/tests/vitest.config.ts', ...VITEST_REPORT],
    counter: playwright ? countPlaywright : countVitest,
    needs: engine === 'embedded' ? 'browser' : 'servers',
    after: ['webapp-build'],
    alone: true,
  }
}
