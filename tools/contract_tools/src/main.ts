import { parseArgs } from 'node:util'
import { readContract } from './contract-model.ts'
import type { ContractModel } from './emit-validators.ts'
import { printFinding } from './finding.ts'
import { cleanCloneGate, gates, runGates } from './gates/run-gates.ts'
import { generate } from './generate.ts'
import { layoutOf, repositoryRoot } from './layout.ts'
import { release } from './release.ts'

const usage = 'usage: node src/main.ts generate | gate | contracts | release [--root FOLDER] [--clean]'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { root: { type: 'string', default: repositoryRoot }, clean: { type: 'boolean', default: false } },
})
const layout = layoutOf(values.root)

async function runGenerate(): Promise<ContractModel> {
  const { written, removed, model } = await generate(layout)
  console.log(`generate: ${written.length} written, ${removed.length} removed`)
  for (const file of [...written, ...removed]) console.log(`  ${file}`)
  return model
}

async function runAllGates(model: ContractModel): Promise<void> {
  const chosen = values.clean ? [...gates, cleanCloneGate] : gates
  const results = await runGates({ layout, model }, chosen)
  for (const { name, findings, milliseconds } of results) {
    console.log(
      `${findings.length === 0 ? 'ok  ' : 'FAIL'} ${name} (${findings.length} findings, ${milliseconds} ms)`,
    )
    for (const finding of findings) console.log(printFinding(finding))
  }
  const failed = results.filter(({ findings }) => findings.length > 0).length
  console.log(`${results.length - failed} passed, ${failed} failed`)
  if (failed > 0) process.exitCode = 1
}

switch (positionals[0] ?? 'contracts') {
  case 'generate':
    await runGenerate()
    break
  case 'gate':
    await runAllGates(await readContract(layout))
    break
  case 'contracts':
    await runAllGates(await runGenerate())
    break
  case 'release':
    console.log(`released ${await release({ layout, model: await readContract(layout) })}`)
    break
  default:
    console.error(usage)
    process.exitCode = 2
}
