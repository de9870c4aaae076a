import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openDatabase } from '@rpg-bot/database'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEventLog } from '../src/index.ts'
import { readAll } from './conformance.ts'

const script = fileURLToPath(new URL('./processes/append-for-ever.ts', import.meta.url))
let parent: string

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'rpg-storm-'))
})

afterAll(() => rm(parent, { recursive: true, force: true }))

/** Runs the storm until enough acks were printed, then kill -9; returns the acks as printed. */
async function storm(folder: string, parties: string[], enough: number): Promise<string[]> {
  const child = spawn(process.execPath, [script, folder, ...parties], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const closed = once(child, 'close')
  let output = ''
  let lines = 0
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    output += chunk
    lines += String(chunk).split('\n').length - 1
    if (lines > enough && !child.killed) child.kill('SIGKILL')
  }
  await closed
  expect(child.signalCode).toBe('SIGKILL')
  // The last line may be cut: what was not wholly printed was not acknowledged.
  return output
    .split('\n')
    .slice(0, -1)
    .filter((line) => line !== 'ready')
}

test('kill -9 in a storm of appends loses no acknowledged event, doubles none, and leaves no hole', {
  timeout: 240_000,
}, async () => {
  const folder = join(parent, 'data')
  const parties = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()]
  const acknowledged: string[] = []
  for (let round = 0; round < 3; round += 1) {
    acknowledged.push(...(await storm(folder, parties, 200 + round * 250)))
    const database = await openDatabase({ folder })
    const log = createEventLog({ database })
    const stored = new Set<string>()
    for (const partyId of parties) {
      const events = await readAll(log, partyId)
      expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1))
      expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
      for (const { sequence, id } of events) stored.add(`${partyId} ${sequence} ${id}`)
    }
    expect(acknowledged.filter((ack) => !stored.has(ack))).toEqual([])
    await log.close()
    await database.close()
  }
  expect(acknowledged.length).toBeGreaterThan(1000)
})
