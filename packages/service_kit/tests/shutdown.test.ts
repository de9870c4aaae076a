import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

async function startProcess(...flags: string[]) {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('./shutdown-service.ts', import.meta.url)), ...flags],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const lines: Record<string, unknown>[] = []
  let rest = ''
  const listening = new Promise<number>((resolve) => {
    child.stdout.on('data', (data) => {
      const parts = `${rest}${data}`.split('\n')
      rest = parts.pop() ?? ''
      for (const part of parts) {
        const line = JSON.parse(part)
        lines.push(line)
        if (line.step === 'listening') resolve(line.port)
      }
    })
  })
  const exited = once(child, 'exit')
  const url = `http://127.0.0.1:${await listening}`
  return {
    child,
    url,
    lines,
    exited,
    steps: () =>
      lines.flatMap(({ step, msg }) => (typeof step === 'string' && msg === undefined ? [step] : [])),
  }
}

describe('the shutdown', () => {
  test('is not ready first, serves on while it drains, ends what runs, then closes what the service stood on', async () => {
    const { child, url, steps, exited, lines } = await startProcess()
    const slow = fetch(`${url}/slow`)
    await sleep(100)
    child.kill('SIGTERM')
    await sleep(100)
    expect((await fetch(`${url}/readyz`)).status).toBe(503)
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    expect(await (await slow).json()).toEqual({ ok: true })
    expect(await exited).toEqual([0, null])
    expect(steps()).toEqual([
      'listening',
      'work stopped',
      'service closed',
      'metrics closed',
      'database closed',
    ])
    const messages = lines.map(({ msg }) => msg)
    expect(messages).toContain('a step of the shutdown failed')
    // The last block of a buffered log is written too.
    expect(messages.at(-1)).toBe('closed')
  })

  test('cuts requests that do not end within the grace', async () => {
    const { child, url, exited, steps } = await startProcess()
    const never = fetch(`${url}/never`).then(
      () => 'answered',
      () => 'cut',
    )
    await sleep(100)
    const started = performance.now()
    child.kill('SIGINT')
    expect(await never).toBe('cut')
    expect((await exited)[0]).toBe(0)
    expect(performance.now() - started).toBeLessThan(3000)
    expect(steps().at(-1)).toBe('database closed')
  })

  test('exits at once on a second signal', async () => {
    const { child, exited, steps } = await startProcess('--hang')
    child.kill('SIGTERM')
    await sleep(600)
    const started = performance.now()
    child.kill('SIGINT')
    expect((await exited)[0]).toBe(1)
    expect(performance.now() - started).toBeLessThan(500)
    expect(steps()).toContain('metrics closed')
  })

  test('closes in order and exits with 1 after an unexpected error', async () => {
    const { exited, steps, lines } = await startProcess('--crash')
    expect((await exited)[0]).toBe(1)
    expect(steps()).toContain('database closed')
    expect(lines.find(({ level }) => level === 'fatal')).toMatchObject({
      msg: 'closing after an error',
      err: { message: 'unexpected' },
    })
  })
})
