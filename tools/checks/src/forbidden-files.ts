import type { Check, Finding } from './repository.ts'

const LARGEST = 1024 * 1024

const RULES: readonly { readonly pattern: RegExp; readonly message: string }[] = [
  {
    pattern: /(^|\/)(node_modules|\.data|\.toolchain|coverage)\//,
    message: 'is a product of the machine and not committed',
  },
  {
    pattern: /(^|\/)\.env(\.(?!example$)[^/]*)?$/,
    message: 'may hold secrets: only .env.example is committed',
  },
  {
    pattern: /\.(pem|key|p12|pfx)$/,
    message: 'looks like a key: keys are made by tests or come from outside',
  },
  { pattern: /(^|\/)(\.DS_Store|Thumbs\.db|[^/]*\.(orig|rej|swp|log))$/, message: 'is a leftover of a tool' },
  {
    pattern: /(^|\/)(utils?|helpers?|common|manager|misc)\.(ts|tsx|mjs)$/,
    message: 'says nothing: a file is named after what it exports',
  },
  {
    pattern: /(^|\/)(package-lock\.json|yarn\.lock|bun\.lockb?)$/,
    message: 'is the lockfile of another package manager',
  },
]

/** The one lockfile npm reads: it fetches pnpm itself. */
const ALLOWED = new Set(['tools/launcher/toolchain/package-lock.json'])

/** Files that do not belong into the repository, by path or by size. */
export const forbiddenFilesCheck: Check = {
  name: 'forbidden-files',
  run: (repository) =>
    repository.files.flatMap((file): Finding[] => {
      const findings = RULES.filter(({ pattern }) => pattern.test(file) && !ALLOWED.has(file)).map(
        ({ message }) => ({ file, message }),
      )
      if (repository.size(file) > LARGEST) findings.push({ file, message: 'is larger than 1 MiB' })
      return findings
    }),
}
