import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { Finding } from '../finding.ts'
import { byCodeUnit } from '../json-value.ts'
import type { Gate } from './gate.ts'
import { complaints, loadValidators } from './generated-modules.ts'

/** Every line of `vectors/<Schema>.valid.jsonl` fits its schema and no line of `.invalid.jsonl` does. */
export const vectorsGate: Gate = {
  name: 'vectors',
  async run({ layout }) {
    const folder = join(layout.contracts, 'vectors')
    const entries = await readdir(folder).catch(() => [])
    const validators = await loadValidators(layout, 'strict')
    const findings: Finding[] = []
    for (const entry of entries.filter((name) => name.endsWith('.jsonl')).sort(byCodeUnit)) {
      const [schema = '', kind = ''] = entry.split('.')
      const file = relative(layout.root, join(folder, entry))
      const validator = validators.get(schema)
      if (validator === undefined || !['valid', 'invalid'].includes(kind)) {
        findings.push({
          rule: 'vectors:file',
          where: file,
          message: 'Name it <Schema>.valid.jsonl or <Schema>.invalid.jsonl',
        })
        continue
      }
      const lines = (await readFile(join(folder, entry), 'utf8')).split('\n')
      for (const [index, line] of lines.entries()) {
        if (line.trim() === '') continue
        const message = complaints(validator, JSON.parse(line))
        if ((message === '') === (kind === 'valid')) continue
        findings.push({
          rule: `vectors:${kind}`,
          where: `${file}:${index + 1}`,
          message: message || 'Accepted, yet listed as invalid',
        })
      }
    }
    return findings
  },
}
