import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'

/** Minified and compressed size of an entry point with everything that it brings along, in bytes. */
async function gzipSize(contents: string): Promise<number> {
  const result = await build({
    stdin: { contents, resolveDir: new URL('..', import.meta.url).pathname, loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
  })
  const [file] = result.outputFiles
  return gzipSync(file?.contents ?? new Uint8Array(), { level: 9 }).length
}

const limits = { rest: 10 * 1024, party: 8 * 1024 }

describe('the size that an app pays', () => {
  it('is below 10 KiB for the REST side', async () => {
    expect(await gzipSize("export { createRpgClient, isProblem } from './src/index.ts'")).toBeLessThan(
      limits.rest,
    )
  })

  it('is below 8 KiB for the live side', async () => {
    expect(await gzipSize("export { createPartyClient } from './src/party/index.ts'")).toBeLessThan(
      limits.party,
    )
  })

  it('would be noticed if it grew: the validators of the contract do not fit', async () => {
    expect(await gzipSize("export { readClientMessage } from '@rpg-bot/rpg_contracts'")).toBeGreaterThan(
      limits.rest,
    )
  })
})
