import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Layout } from '../layout.ts'
import type { RatedChange } from './rate-changes.ts'

/** Which bundle a change is in. */
export type BundleName = 'rpg-bot' | 'events'

/** How a change is named in `compat/approved-changes.md`: one line there approves exactly this one. */
export function changeKey(bundle: BundleName, change: Pick<RatedChange, 'rule' | 'path'>): string {
  return `${bundle} ${change.rule} ${change.path}`
}

const approvalLine = /^- `([^`]+)`: (\S.*)$/

/**
 * Reads the reviewed list of breaking changes: lines of the form "- `key`: reason".
 * Throws on a list item of another form, because a typing error must not look like an approval.
 */
export async function readApprovals(layout: Layout): Promise<Set<string>> {
  const file = join(layout.contracts, 'compat/approved-changes.md')
  const text = await readFile(file, 'utf8').catch(() => '')
  const items = text.split('\n').filter((line) => line.startsWith('- '))
  return new Set(
    items.map((line) => {
      const key = approvalLine.exec(line)?.[1]
      if (key === undefined) throw new Error(`${file}: write "- \`key\`: reason" instead of "${line}"`)
      return key
    }),
  )
}
