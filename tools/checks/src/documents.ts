import path from 'node:path'
import type { Check, Finding, Repository } from './repository.ts'

const LINK = /\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g
const SCRIPT = /\b(?:npm run|pnpm(?: run)?|npm) ([a-z][\w:.-]*)/g
const CODE = /```[\s\S]*?```|`[^`\n]+`/g

/** Commands of npm and pnpm themselves that documents may name. */
const BUILT_IN = new Set(
  'install add ci exec dlx view start test run changeset vitest biome tsc turbo playwright audit why update outdated publish pack fetch deploy'.split(
    ' ',
  ),
)

/** Links and scripts named in documents exist. */
export const documentsCheck: Check = {
  name: 'documents',
  run(repository) {
    const scripts = allScripts(repository)
    const documents = repository.files.filter((file) => file.endsWith('.md') && !file.includes('/generated/'))
    return documents.flatMap((file) => {
      const text = repository.read(file)
      return [...brokenLinks(repository, file, text), ...unknownScripts(scripts, file, text)]
    })
  },
}

function brokenLinks(repository: Repository, file: string, text: string): Finding[] {
  const prose = text.replace(CODE, '')
  return [...prose.matchAll(LINK)].flatMap(([, target = '']) => {
    if (/^([a-z][a-z0-9+.-]*:|#|\/\/)/i.test(target)) return []
    const relative = decodeURIComponent(target.replace(/[#?].*$/, ''))
    const resolved = path.posix
      .normalize(path.posix.join(path.posix.dirname(file), relative))
      .replace(/\/$/, '')
    const exists =
      repository.files.some((name) => name === resolved || name.startsWith(`${resolved}/`)) ||
      resolved === '.'
    return exists ? [] : [{ file, message: `links to ${target}, which does not exist` }]
  })
}

function unknownScripts(scripts: ReadonlySet<string>, file: string, text: string): Finding[] {
  const code = (text.match(CODE) ?? []).join('\n')
  const named = new Set([...code.matchAll(SCRIPT)].map(([, script = '']) => script.replace(/[.:]$/, '')))
  return [...named]
    .filter((script) => !scripts.has(script) && !BUILT_IN.has(script))
    .map((script) => ({ file, message: `names the script "${script}", which no package.json has` }))
}

function allScripts(repository: Repository): Set<string> {
  const manifests = repository.files.filter((file) => /(^|\/)package\.json$/.test(file))
  return new Set(
    manifests.flatMap((file) =>
      Object.keys((JSON.parse(repository.read(file)) as { scripts?: object }).scripts ?? {}),
    ),
  )
}
