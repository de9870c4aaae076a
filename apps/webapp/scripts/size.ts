import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { type BuildManifest, findEagerFeatures, measureSizes } from './size-rules.ts'

const print = (line: string) => process.stdout.write(`${line}\n`)
const root = fileURLToPath(new URL('..', import.meta.url))
const { values } = parseArgs({ options: { json: { type: 'string' }, 'no-build': { type: 'boolean' } } })

if (values['no-build'] !== true || !existsSync(`${root}/dist/.vite/manifest.json`)) {
  await build({ configFile: `${root}/vite.config.ts`, logLevel: 'warn' })
}
const manifest = JSON.parse(readFileSync(`${root}/dist/.vite/manifest.json`, 'utf8')) as BuildManifest
const rows = measureSizes({
  manifest,
  sizeOf: (file) => gzipSync(readFileSync(`${root}/dist/${file}`), { level: 9 }).length,
})
const eager = findEagerFeatures(manifest)

for (const { metric, value, target, ok } of rows) {
  print(`${ok ? 'ok  ' : 'FAIL'} ${metric.padEnd(24)} ${value.toFixed(1).padStart(6)} KiB of ${target}`)
}
print(
  `${eager.length === 0 ? 'ok  ' : 'FAIL'} features fetched with the shell: ${eager.join(', ') || 'none'}`,
)

if (values.json !== undefined) {
  const table = [
    ...rows.map(({ metric, value, target, ok }) => ({ metric, value, unit: 'KiB gzip', target, ok })),
    {
      metric: 'features fetched with the shell',
      value: eager.length,
      unit: 'features',
      target: 0,
      ok: eager.length === 0,
    },
  ]
  writeFileSync(values.json, `${JSON.stringify({ name: 'webapp-size', rows: table }, null, 2)}\n`)
}
if (rows.some(({ ok }) => !ok) || eager.length > 0) process.exitCode = 1
