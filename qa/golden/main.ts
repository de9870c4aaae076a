import { spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { coverageOf } from './coverage.ts'
import { readExamples, writeExample } from './examples.ts'
import { readRules, replayExample } from './replay.ts'
import { createStage } from './states.ts'

const { values: flags } = parseArgs({
  options: { update: { type: 'boolean' }, only: { type: 'string' }, json: { type: 'string' } },
})
const rules = await readRules()
const examples = (await readExamples()).filter(
  ({ name }) => flags.only === undefined || name.startsWith(flags.only),
)
const stage = await createStage()
const replayed: { operationId: string; status: number }[] = []
const changed: string[] = []
let failed = 0

try {
  for (const example of examples) {
    try {
      const { differences, rewritten } = await replayExample(example, { stage, rules })
      const isBroken = differences.some(({ at }) => at === 'contract' || at === '/status')
      if (differences.length === 0) {
        replayed.push({ operationId: example.operationId, status: example.response.status })
        continue
      }
      if (flags.update === true && !isBroken) {
        await writeExample({ ...example, response: rewritten })
        changed.push(example.file)
        console.log(`rewritten ${example.name}`)
        continue
      }
      failed += 1
      console.log(`FAILED ${example.name}`)
      for (const { at, expected, actual } of differences) {
        console.log(`  ${at}: ${JSON.stringify(expected)} was ${JSON.stringify(actual)?.slice(0, 300)}`)
      }
    } catch (error) {
      failed += 1
      console.log(`FAILED ${example.name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
} finally {
  await stage.close()
}
if (changed.length > 0) spawnSync('pnpm', ['biome', 'format', '--write', ...changed], { stdio: 'inherit' })

const coverage = coverageOf(replayed)
for (const { operationId, kind } of coverage.missing) console.log(`not covered: ${operationId}, ${kind}`)
console.log(`operations covered by replays: ${coverage.covered} of ${coverage.operations}`)
console.log(
  `${replayed.length} passed, ${failed} failed${changed.length > 0 ? `, ${changed.length} rewritten` : ''}`,
)
if (flags.json !== undefined) {
  const row = (metric: string, value: number, target: number) => ({
    metric,
    value,
    unit: 'count',
    target,
    ok: value === target,
  })
  const rows = [
    row('operations covered by replays', coverage.covered, coverage.operations),
    row('examples replayed', replayed.length, examples.length),
  ]
  await writeFile(flags.json, `${JSON.stringify({ name: 'golden', rows }, null, 2)}\n`)
}
process.exitCode = failed > 0 ? 1 : 0
