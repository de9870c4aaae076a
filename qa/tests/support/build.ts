import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Folder of the Mini App that the installation serves. */
export const buildFolder =
  process.env['STANDALONE_WEBAPP_FOLDER'] ?? new URL('../../../apps/webapp/dist', import.meta.url).pathname

interface Chunk {
  readonly file: string
  readonly isDynamicEntry?: boolean
}

/** Addresses of the pages of the features, by feature. */
export function pageAddresses(): Map<string, string> {
  const manifest = JSON.parse(readFileSync(join(buildFolder, '.vite/manifest.json'), 'utf8')) as Record<
    string,
    Chunk
  >
  const pages = Object.entries(manifest).flatMap(([source, { file }]): [string, string][] => {
    const feature = /^src\/features\/([^/]+)\/page\.tsx$/.exec(source)?.[1]
    return feature === undefined ? [] : [[feature, `/${file}`]]
  })
  return new Map(pages)
}

/** Names and texts of all files that a browser could get. */
export function builtFiles(): [string, string][] {
  return readdirSync(buildFolder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:js|css|html|svg)$/.test(name))
    .map((name) => [name, readFileSync(join(buildFolder, name), 'utf8')])
}
