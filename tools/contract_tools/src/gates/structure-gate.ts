import { join, relative, resolve } from 'node:path'
import type { Finding } from '../finding.ts'
import { arrayOf, objectOf, textOf } from '../json-value.ts'
import { type Layout, repositoryRoot, toolRoot } from '../layout.ts'
import { runRedocly } from '../redocly.ts'
import type { Gate } from './gate.ts'

const configuration = join(repositoryRoot, 'contracts/rules/redocly.yaml')

/** Redocly's structure lint of the OpenAPI and the AsyncAPI sources. */
export const structureGate: Gate = {
  name: 'structure',
  async run({ layout }) {
    const findings = await Promise.all(
      [layout.openapi, layout.asyncapi].map((file) => lintFile(layout, file)),
    )
    return findings.flat()
  },
}

async function lintFile(layout: Layout, document: string): Promise<Finding[]> {
  const result = await runRedocly(['lint', document, '--config', configuration, '--format', 'json'])
  const text = result.stdout.slice(result.stdout.indexOf('{'))
  if (!text.startsWith('{')) throw new Error(`redocly lint failed:\n${result.stdout}${result.stderr}`)
  return arrayOf(objectOf(JSON.parse(text)).problems)
    .map(objectOf)
    .map((problem) => {
      const location = objectOf(arrayOf(problem.location)[0])
      const file = textOf(objectOf(location.source).ref)
      return {
        rule: `structure:${textOf(problem.ruleId)}`,
        where: `${relative(layout.root, resolve(toolRoot, file))}${textOf(location.pointer)}`,
        message: textOf(problem.message),
      }
    })
}
