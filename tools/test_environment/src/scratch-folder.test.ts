import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isRunning } from './process-table.ts'
import { createScratchFolder, sweepAbandonedFolders } from './scratch-folder.ts'

let base = ''
beforeEach(() => {
  base = mkdtempSync(path.join(tmpdir(), 'sweep-'))
})
afterEach(() => rmSync(base, { recursive: true, force: true }))

const script = (body: string) =>
  `import { createScratchFolder } from '${path.join(import.meta.dirname, 'scratch-folder.ts')}'
   const folder = createScratchFolder('sample', undefined, ${JSON.stringify(base)})
   ${body}`

test('a folder in use is not swept', () => {
  const folder = createScratchFolder('sample', undefined, base)
  expect(sweepAbandonedFolders(base)).toBe(0)
  expect(existsSync(folder.path)).toBe(true)
  folder.remove()
  expect(existsSync(folder.path)).toBe(false)
})

test('a process that exits takes its folder along', () => {
  const { stdout } = spawnSync(process.execPath, [
    '--input-type=module',
    '-e',
    script('process.stdout.write(folder.path); process.exit(3)'),
  ])
  expect(String(stdout)).toContain('sample')
  expect(existsSync(String(stdout))).toBe(false)
})

test('the folder and the server of a killed process are swept by the next run', async () => {
  const server = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' })
  const pid = server.pid ?? 0
  const killed = spawnSync(process.execPath, [
    '--input-type=module',
    '-e',
    script(`folder.setServer(${pid}); process.kill(process.pid, 'SIGKILL')`),
  ])
  expect(killed.signal).toBe('SIGKILL')
  expect(sweepAbandonedFolders(base)).toBe(1)
  await new Promise((resolve) => server.once('exit', resolve))
  expect(isRunning(pid)).toBe(false)
})

test('a server whose start time does not fit is another process and stays', () => {
  const body = `const { writeFileSync } = await import('node:fs')
    writeFileSync(folder.path + '/owner.json', JSON.stringify({ pid: process.pid, start: 1, server: { pid: ${process.pid}, start: 1 } }))
    process.kill(process.pid, 'SIGKILL')`
  spawnSync(process.execPath, ['--input-type=module', '-e', script(body)])
  expect(sweepAbandonedFolders(base)).toBe(1)
  expect(isRunning(process.pid)).toBe(true)
})
