import { TemporaryDatabaseError } from '@rpg-bot/database'
import { expect, test } from 'vitest'
import { createAppendQueue } from './append-queue.ts'
import type { AppendResult } from './event.ts'
import { defaultEventLogLimits } from './limits.ts'
import type { PreparedEvent } from './prepare-event.ts'

function prepared(bytes = 100): PreparedEvent {
  const id = crypto.randomUUID()
  return { id, type: 't', actorId: null, audience: null, digest: Buffer.alloc(32), body: '{}', bytes }
}

const storedAll = (events: readonly PreparedEvent[]): AppendResult[] =>
  events.map(({ id }, index) => ({ status: 'stored', id, epoch: 'e', sequence: index + 1 }))

/** A store whose commits end when the test says so. */
function heldStore() {
  const batches: { events: readonly PreparedEvent[]; finish: () => void; fail: (error: unknown) => void }[] =
    []
  const commit = (_partyId: string, events: readonly PreparedEvent[]): Promise<AppendResult[]> => {
    const { promise, resolve, reject } = Promise.withResolvers<AppendResult[]>()
    batches.push({ events, finish: () => resolve(storedAll(events)), fail: reject })
    return promise
  }
  return { batches, commit }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('the first call is committed at once; what comes meanwhile is one batch', async () => {
  const { batches, commit } = heldStore()
  const queue = createAppendQueue({ commit, limits: defaultEventLogLimits })
  const calls = Array.from({ length: 5 }, () => queue.append('party', [prepared()]))
  expect(batches.map(({ events }) => events.length)).toEqual([1])
  batches[0]?.finish()
  await turn()
  expect(batches.map(({ events }) => events.length)).toEqual([1, 4])
  batches[1]?.finish()
  expect(await Promise.all(calls)).toHaveLength(5)
  await queue.settled()
})

test('parties do not wait for each other', () => {
  const { batches, commit } = heldStore()
  const queue = createAppendQueue({ commit, limits: defaultEventLogLimits })
  void queue.append('one', [prepared()])
  void queue.append('two', [prepared()])
  expect(batches).toHaveLength(2)
})

test('a batch has at most 256 events and 1 MiB, and a call is never split', async () => {
  const { batches, commit } = heldStore()
  const queue = createAppendQueue({ commit, limits: defaultEventLogLimits })
  void queue.append('party', [prepared()])
  for (let index = 0; index < 90; index += 1) void queue.append('party', [prepared(), prepared(), prepared()])
  for (let index = 0; index < 20; index += 1) void queue.append('party', [prepared(60_000)])
  for (let at = 0; at < batches.length; at += 1) {
    batches[at]?.finish()
    await turn()
  }
  const sizes = batches.map(({ events }) => events.length)
  expect(sizes).toEqual([1, 255, 15 + 17, 3])
  for (const { events } of batches) {
    expect(events.reduce((total, { bytes }) => total + bytes, 0)).toBeLessThanOrEqual(1024 * 1024)
  }
})

test('a temporary failure reaches every call of the batch, and the queue goes on', async () => {
  const { batches, commit } = heldStore()
  const queue = createAppendQueue({ commit, limits: defaultEventLogLimits })
  const first = queue.append('party', [prepared()])
  const lost = [queue.append('party', [prepared()]), queue.append('party', [prepared()])]
  batches[0]?.finish()
  await first
  await turn()
  const unknown = new TemporaryDatabaseError('connection', 'unknown', new Error('gone'))
  batches[1]?.fail(unknown)
  for (const call of lost) await expect(call).rejects.toBe(unknown)
  const next = queue.append('party', [prepared()])
  await turn()
  batches[2]?.finish()
  await expect(next).resolves.toHaveLength(1)
})

test('a call that cannot be stored fails alone: the others of its batch are committed one by one', async () => {
  const poison = prepared()
  const commit = async (_partyId: string, events: readonly PreparedEvent[]): Promise<AppendResult[]> => {
    if (events.includes(poison)) throw new Error('not storable')
    return storedAll(events)
  }
  const queue = createAppendQueue({ commit, limits: defaultEventLogLimits })
  const calls = [prepared(), prepared(), poison, prepared()].map((event) => queue.append('party', [event]))
  const settled = await Promise.allSettled(calls)
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
})
