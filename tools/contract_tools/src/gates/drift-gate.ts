import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { promisify } from 'node:util'
import type { Finding } from '../finding.ts'
import { existingOutput, outputFolders, renderOutput } from '../generate.ts'
import type { Layout } from '../layout.ts'
import type { Gate } from './gate.ts'

/** What is on disk is what the sources give: nothing edited, nothing missing, nothing that has no source. */
export const driftGate: Gate = {
  name: 'drift',
  async run({ layout, model }) {
    const output = await renderOutput(layout, model)
    const findings: Finding[] = []
    for (const [file, text] of output) {
      const present = await readFile(file, 'utf8').catch(() => null)
      if (present === null) findings.push(finding(layout, file, 'missing'))
      else if (present !== text) findings.push(finding(layout, file, 'different'))
    }
    for (const file of await existingOutput(layout)) {
      if (!output.has(file)) findings.push(finding(layout, file, 'unknown'))
    }
    return findings
  },
}

/** What is committed is what is on disk: for a clean clone, where the sources cannot be ahead. */
export const commitGate: Gate = {
  name: 'commit',
  async run({ layout }) {
    const changed = await porcelain(layout)
    return changed.map((line) => ({
      rule: 'drift:uncommitted',
      where: line.slice(3),
      message: 'Generated code is committed: commit it with the sources it comes from',
    }))
  },
}

/** `git diff` does not see new files and takes no glob without magic: the porcelain of whole folders does. */
async function porcelain(layout: Layout): Promise<string[]> {
  const folders = outputFolders(layout).map((folder) => relative(layout.root, folder))
  const { stdout } = await promisify(execFile)('git', ['status', '--porcelain', '-uall', '--', ...folders], {
    cwd: layout.root,
  })
  return stdout.split('\n').filter((line) => line !== '')
}

const advice: Record<string, string> = {
  missing: 'Run `pnpm generate` and commit the new file',
  different: 'Run `pnpm generate` and commit the result; generated files are not edited',
  unknown: 'No source gives this file: remove it, or run `pnpm generate`',
}

function finding(layout: Layout, file: string, kind: string): Finding {
  return { rule: `drift:${kind}`, where: relative(layout.root, file), message: advice[kind] ?? kind }
}
