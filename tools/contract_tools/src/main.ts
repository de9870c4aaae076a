import { parseArgs } from 'node:util'
import { generate } from './generate.ts'
import { layoutOf, repositoryRoot } from './layout.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { root: { type: 'string', default: repositoryRoot } },
})
const layout = layoutOf(values.root)
const command = positionals[0] ?? 'contracts'

if (command === 'generate') {
  const { written, removed } = await generate(layout)
  console.log(`generate: ${written.length} written, ${removed.length} removed`)
  for (const file of written) console.log(`  ${file}`)
}
