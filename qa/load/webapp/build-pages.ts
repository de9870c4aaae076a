import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompressSync } from 'node:zlib'

const run = promisify(execFile)
const repository = new URL('../../../', import.meta.url).pathname
const vite = join(repository, 'apps/webapp/node_modules/vite/bin/vite.js')

/** Builds the Mini App as it is now and the control page beside it, into one folder that can be served. */
export async function buildPages() {
  const folder = await mkdtemp(join(tmpdir(), 'rpg-load-webapp-'))
  await build('apps/webapp', folder)
  await build('qa/load/webapp/control', join(folder, 'control'), '--base=/control/')
  await compressTexts(join(folder, 'control'))
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

async function build(source: string, target: string, ...flags: string[]): Promise<void> {
  const from = join(repository, source)
  const options = ['build', from, '--outDir', target, '--emptyOutDir', '--logLevel', 'error', ...flags]
  await run(process.execPath, [vite, ...options], { cwd: from })
}

/** As the build of the Mini App does with its own. */
async function compressTexts(folder: string): Promise<void> {
  for (const name of await readdir(folder, { recursive: true })) {
    if (!/\.(?:js|html)$/.test(name)) continue
    const content = await readFile(join(folder, name))
    await writeFile(join(folder, `${name}.br`), brotliCompressSync(content))
  }
}
