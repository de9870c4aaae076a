/** A chunk as Vite's build manifest describes it. */
export interface ManifestChunk {
  file: string
  src?: string
  isEntry?: boolean
  imports?: readonly string[]
  dynamicImports?: readonly string[]
  css?: readonly string[]
}

export type BuildManifest = Record<string, ManifestChunk>

export interface SizeRow {
  metric: string
  /** KiB after gzip. */
  value: number
  target: number
  ok: boolean
}

/** KiB of gzip: the shell, its styles, one feature. */
export const budgets = { shellScript: 130, shellStyle: 15, feature: 40 } as const

export interface SizeInput {
  manifest: BuildManifest
  /** Bytes of a file of the build after gzip. */
  sizeOf: (file: string) => number
}

/** Measures the build: what the first screen waits for, and what each feature adds when it is opened. */
export function measureSizes({ manifest, sizeOf }: SizeInput): SizeRow[] {
  const entry = Object.keys(manifest).find((name) => manifest[name]?.isEntry === true)
  if (entry === undefined) throw new Error('The build manifest names no entry.')
  const shell = reach(manifest, entry)
  const row = (metric: string, files: Iterable<string>, target: number): SizeRow => {
    const bytes = [...files].reduce((sum, file) => sum + sizeOf(file), 0)
    return { metric, value: bytes / 1024, target, ok: bytes / 1024 <= target }
  }
  const rows = [
    row('shell scripts', filesOf(manifest, shell, 'script'), budgets.shellScript),
    row('shell styles', filesOf(manifest, shell, 'style'), budgets.shellStyle),
  ]
  for (const [feature, chunks] of featureChunks(manifest)) {
    const all = new Set(
      chunks.flatMap((chunk) => [...reach(manifest, chunk)]).filter((name) => !shell.has(name)),
    )
    const files = [...filesOf(manifest, all, 'script'), ...filesOf(manifest, all, 'style')]
    rows.push(row(`feature ${feature}`, files, budgets.feature))
  }
  return rows
}

/** Features whose page is fetched with the shell; must be none. */
export function findEagerFeatures(manifest: BuildManifest): string[] {
  const entry = Object.keys(manifest).find((name) => manifest[name]?.isEntry === true) ?? ''
  const shell = reach(manifest, entry)
  return [...shell].filter((name) =>
    /features\/[^/]+\/(?!manifest\.ts$|locales\/[a-z]+\.po\?titles$)/.test(name),
  )
}

/** Chunks of each feature: its page, and of its catalogs the larger language (only one is ever fetched). */
function featureChunks(manifest: BuildManifest): Map<string, string[]> {
  const features = new Map<string, string[]>()
  for (const name of Object.keys(manifest)) {
    const feature = /features\/([^/]+)\//.exec(manifest[name]?.src ?? name)?.[1]
    if (feature === undefined || /\.po$/.test(name)) continue
    features.set(feature, [...(features.get(feature) ?? []), name])
  }
  for (const [feature, chunks] of features) {
    const catalog = Object.keys(manifest).find((name) => name.endsWith(`features/${feature}/locales/ru.po`))
    if (catalog !== undefined) chunks.push(catalog)
  }
  return features
}

/** A chunk and everything it needs before it can run. */
function reach(manifest: BuildManifest, start: string): Set<string> {
  const seen = new Set<string>()
  const queue = [start]
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (seen.has(name)) continue
    seen.add(name)
    queue.push(...(manifest[name]?.imports ?? []))
  }
  return seen
}

function filesOf(manifest: BuildManifest, names: Iterable<string>, kind: 'script' | 'style'): Set<string> {
  const files = new Set<string>()
  for (const name of names) {
    const chunk = manifest[name]
    if (chunk === undefined) continue
    if (kind === 'script' && /\.js$/.test(chunk.file)) files.add(chunk.file)
    if (kind === 'style') for (const file of chunk.css ?? []) files.add(file)
  }
  return files
}
