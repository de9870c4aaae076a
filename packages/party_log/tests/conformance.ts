import { TemporaryDatabaseError } from '@rpg-bot/database'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEventLogOver, type EventLogOptions } from '../src/create-event-log.ts'
import type { EventLog, Hint, LogEvent } from '../src/index.ts'
import { formatSequence, mayRead } from '../src/index.ts'
import type { LogStore } from '../src/store/log-store.ts'
import { makeEvent } from './make-events.ts'

/** A store under test. */
export type StoreUnderTest = { store: LogStore; close(): Promise<void> }

const DAY_MS = 24 * 60 * 60 * 1000

const statuses = (results: readonly { status: string }[]): string[] => results.map((result) => result.status)

/** Reads a whole party page by page and fails on anything but a dense run. */
export async function readAll(log: EventLog, partyId: string, limit = 256): Promise<LogEvent[]> {
  const events: LogEvent[] = []
  const { floor } = await log.position(partyId)
  for (let after = floor; ; ) {
    const page = await log.read(partyId, { after, limit })
    if (!page.ok) throw new Error(`refused: ${page.reason}`)
    if (page.events.length === 0) return events
    events.push(...page.events)
    after = events.at(-1)?.sequence ?? after
  }
}

/** The behaviour that every store must give a log. */
export function describeEventLog(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`event log over ${name}`, () => {
    let under: StoreUnderTest
    let log: EventLog

    beforeAll(async () => {
      under = await open()
      log = createEventLogOver(under.store)
    })

    afterAll(async () => {
      await log.close()
      await under.close()
    })

    const another = (options: EventLogOptions = {}): EventLog => createEventLogOver(under.store, options)
    const party = (): string => crypto.randomUUID()

    describe('append', () => {
      test('gives dense sequences from 1, in the order of the call', async () => {
        const partyId = party()
        const events = [makeEvent(), makeEvent(), makeEvent()]
        const results = await log.append(partyId, events)
        const { epoch } = await log.position(partyId)
        expect(results).toEqual(
          events.map(({ id }, index) => ({ status: 'stored', id, epoch, sequence: index + 1 })),
        )
        expect(await log.position(partyId)).toEqual({ epoch, head: 3, floor: 0 })
      })

      test('answers a repeated id with its first sequence and makes no hole', async () => {
        const partyId = party()
        const event = makeEvent()
        const [first] = await log.append(partyId, [event])
        await log.append(partyId, [makeEvent()])
        const later = { ...event, body: { ...event.body, time: '2030-01-01T00:00:00Z' } }
        expect(await log.append(partyId, [later])).toEqual([{ ...first, status: 'duplicate' }])
        expect(statuses(await log.append(partyId, [makeEvent()]))).toEqual(['stored'])
        expect((await readAll(log, partyId)).map(({ sequence }) => sequence)).toEqual([1, 2, 3])
      })

      test('answers an id repeated within one call', async () => {
        const event = makeEvent()
        const results = await log.append(party(), [event, makeEvent(), event])
        expect(statuses(results)).toEqual(['stored', 'stored', 'duplicate'])
        expect(results[2]).toMatchObject({ sequence: 1 })
      })

      test.each([
        ['another actor', { actorId: '00000000-0000-7000-8000-00000000000b' }],
        ['other data', { data: { text: 'other' } }],
        ['another audience', { audience: ['00000000-0000-7000-8000-00000000000b'] }],
        ['another type', { type: 'io.rpgbot.party.note-added.v1' }],
      ])('refuses a known id with %s, telling nothing about the event', async (_what, change) => {
        const partyId = party()
        const actorId = '00000000-0000-7000-8000-00000000000a'
        const event = makeEvent({ actorId })
        await log.append(partyId, [event])
        const forged = makeEvent({ actorId, id: event.id, ...change })
        expect(await log.append(partyId, [forged])).toEqual([
          { status: 'conflict', id: event.id, code: 'event_id_conflict' },
        ])
        expect(await readAll(log, partyId)).toHaveLength(1)
      })

      test('the order of keys and of the audience does not make another event', async () => {
        const partyId = party()
        const [a, b] = [crypto.randomUUID(), crypto.randomUUID()]
        const event = makeEvent({ data: { x: 1, y: { z: [1, 2], w: null } }, audience: [a, b] })
        const same = makeEvent({
          id: event.id,
          data: { y: { w: null, z: [1, 2] }, x: 1 },
          audience: [b, a, b],
        })
        await log.append(partyId, [event])
        expect(statuses(await log.append(partyId, [same]))).toEqual(['duplicate'])
      })

      test('ids are the same in upper and lower case', async () => {
        const partyId = party()
        const event = makeEvent()
        await log.append(partyId.toUpperCase(), [event])
        const id = event.id.toUpperCase()
        const same = makeEvent({ id, body: { ...event.body, id } })
        expect(statuses(await log.append(partyId, [same]))).toEqual(['duplicate'])
      })

      test('one id may occur in two parties', async () => {
        const event = makeEvent()
        expect(statuses(await log.append(party(), [event]))).toEqual(['stored'])
        expect(statuses(await log.append(party(), [event]))).toEqual(['stored'])
      })

      test('keeps calls in order of arrival while commits are under way', async () => {
        const partyId = party()
        const events = Array.from({ length: 60 }, () => makeEvent())
        const results = await Promise.all(events.map((event) => log.append(partyId, [event])))
        expect(results.map(([result]) => result)).toMatchObject(
          events.map(({ id }, index) => ({ id, sequence: index + 1 })),
        )
      })

      test('two logs on one store interleave without hole or double', async () => {
        const partyId = party()
        const logs = [another(), another()]
        const shared = Array.from({ length: 20 }, () => makeEvent())
        const results = await Promise.all(
          logs.flatMap((one) => [...shared, makeEvent()].map((event) => one.append(partyId, [event]))),
        )
        const stored = results.flat().filter((result) => result.status === 'stored')
        expect(stored).toHaveLength(22)
        expect((await readAll(log, partyId)).map(({ sequence }) => sequence)).toEqual(
          Array.from({ length: 22 }, (_, index) => index + 1),
        )
      })

      test('a reader that tails while three logs write never sees a hole, so commit order is sequence order', async () => {
        const partyId = party()
        const logs = [another(), another(), another()]
        const total = 150
        const writing = Promise.all(
          logs.map(async (one) => {
            for (let index = 0; index < total / 3; index += 1) await one.append(partyId, [makeEvent()])
          }),
        )
        const seen: number[] = []
        const tail = another()
        while (seen.length < total) {
          const page = await tail.read(partyId, { after: seen.length })
          if (!page.ok) throw new Error(page.reason)
          seen.push(...page.events.map(({ sequence }) => sequence))
        }
        await writing
        expect(seen).toEqual(Array.from({ length: total }, (_, index) => index + 1))
      })

      test('an event that is no event is refused before it can harm a batch', async () => {
        const partyId = party()
        const bad = [
          { ...makeEvent(), id: 'x' },
          makeEvent({ type: 'a\u0000b' }),
          makeEvent({ type: '' }),
          makeEvent({ actorId: 'me' }),
          makeEvent({ audience: ['{}'] }),
          { ...makeEvent(), body: { id: 'other' } },
          makeEvent({ data: 'x'.repeat(65_536) }),
        ]
        const good = log.append(partyId, [makeEvent()])
        for (const event of bad) await expect(log.append(partyId, [event])).rejects.toThrow(/must|limit/)
        await expect(good).resolves.toMatchObject([{ status: 'stored' }])
        await expect(log.append('party', [makeEvent()])).rejects.toThrow(TypeError)
        const sequenced = makeEvent()
        const forged = { ...sequenced, body: { ...sequenced.body, sequence: '1' } }
        await expect(log.append(partyId, [forged])).rejects.toThrow(/Only the log/)
      })

      test('NUL, lone surrogates and every kind of JSON come back as they were', async () => {
        const partyId = party()
        const data = {
          nul: 'a\u0000b',
          lone: '\ud800',
          deep: [[{ __proto__x: null }], 1.5e300, ''],
          'ключ"\\': '}',
        }
        await log.append(partyId, [makeEvent({ data })])
        const [event] = await readAll(log, partyId)
        expect(JSON.parse(event?.json ?? '').data).toEqual(JSON.parse(JSON.stringify(data)))
      })

      test('too much at once is refused as temporary, and what was accepted is stored', async () => {
        const narrow = another({ limits: { maxWaitingEvents: 5 } })
        const partyId = party()
        const calls = Array.from({ length: 12 }, () => narrow.append(partyId, [makeEvent()]))
        const settled = await Promise.allSettled(calls)
        const refused = settled.filter((call) => call.status === 'rejected')
        expect(refused.length).toBeGreaterThan(0)
        for (const { reason } of refused) expect(reason).toBeInstanceOf(TemporaryDatabaseError)
        expect(await readAll(log, partyId)).toHaveLength(12 - refused.length)
      })
    })

    describe('inTransaction', () => {
      test('commits events with the function and gives hints only after it', async () => {
        const partyId = party()
        const own = another()
        const hints: Hint[] = []
        own.subscribe((hint) => hints.push(hint))
        const answer = await own.inTransaction(async (_transaction, append) => {
          const [result] = await append(partyId, [makeEvent()])
          expect(hints).toEqual([])
          return result
        })
        expect(answer).toMatchObject({ status: 'stored', sequence: 1 })
        expect(hints).toEqual([{ partyId, epoch: (await log.position(partyId)).epoch, head: 1 }])
      })

      test('a function that throws leaves no event and no hint, and gives its sequence back', async () => {
        const partyId = party()
        const own = another()
        const hints: Hint[] = []
        own.subscribe((hint) => hints.push(hint))
        const run = own.inTransaction(async (_transaction, append) => {
          await append(partyId, [makeEvent()])
          throw new Error('changed my mind')
        })
        await expect(run).rejects.toThrow('changed my mind')
        expect(hints).toEqual([])
        expect(await readAll(log, partyId)).toEqual([])
        expect(await log.append(partyId, [makeEvent()])).toMatchObject([{ sequence: 1 }])
      })

      test('several parties in one transaction, in the order of their ids', async () => {
        const [first, second] = [party(), party()].sort() as [string, string]
        const inOrder = log.inTransaction(async (_transaction, append) => {
          await append(first, [makeEvent()])
          await append(second, [makeEvent()])
          await append(second, [makeEvent()])
        })
        await expect(inOrder).resolves.toBeUndefined()
        expect((await log.position(second)).head).toBe(2)
        const reversed = log.inTransaction(async (_transaction, append) => {
          await append(second, [makeEvent()])
          await append(first, [makeEvent()])
        })
        await expect(reversed).rejects.toThrow(/order of their ids/)
        expect((await log.position(second)).head).toBe(2)
      })
    })

    describe('read', () => {
      test('gives complete CloudEvents, page by page, and nothing at the head', async () => {
        const partyId = party()
        const actorId = crypto.randomUUID()
        const events = Array.from({ length: 7 }, (_, index) => makeEvent({ actorId, data: { index } }))
        await log.append(partyId, events)
        const read = await readAll(log, partyId, 3)
        const { epoch } = await log.position(partyId)
        expect(read.map(({ json }) => JSON.parse(json))).toEqual(
          events.map(({ body }, index) => ({
            ...body,
            sequence: formatSequence(index + 1),
            streamepoch: epoch,
          })),
        )
        expect(read[0]).toMatchObject({ partyId, actorId, audience: null, id: events[0]?.id })
        expect(await log.read(partyId, { after: 7 })).toMatchObject({ ok: true, events: [] })
      })

      test('an unknown party is empty, and its first cursor stays good', async () => {
        const partyId = party()
        const empty = await log.read(partyId, { after: 0 })
        expect(empty).toMatchObject({ ok: true, events: [], position: { head: 0, floor: 0 } })
        expect(empty.position.epoch).toMatch(/^[\w-]{11}$/)
        await log.append(partyId, [makeEvent()])
        expect((await log.position(partyId)).epoch).toBe(empty.position.epoch)
      })

      test('of a party whose first event is just being stored is whole: empty, or with it', async () => {
        const [writer, reader] = [another(), another()]
        for (let round = 0; round < 20; round += 1) {
          const partyId = party()
          const [page] = await Promise.all([
            reader.read(partyId, { after: 0 }),
            writer.append(partyId, [makeEvent()]),
          ])
          expect(page.ok && page.events.length).toBe(page.position.head)
        }
      })

      test('beyond the head is ahead, below the floor is trimmed: never a partial answer', async () => {
        const partyId = party()
        await log.append(partyId, [makeEvent(), makeEvent(), makeEvent(), makeEvent()])
        expect(await log.read(partyId, { after: 5 })).toMatchObject({ ok: false, reason: 'ahead' })
        await log.trim(partyId, 2)
        expect(await log.read(partyId, { after: 1 })).toMatchObject({
          ok: false,
          reason: 'trimmed',
          position: { floor: 2 },
        })
        const page = await log.read(partyId, { after: 2 })
        expect(page.ok && page.events.map(({ sequence }) => sequence)).toEqual([3, 4])
      })

      test.each([0, 257, 1.5, Number.NaN])('a page of %s events is refused', async (limit) => {
        await expect(log.read(party(), { after: 0, limit })).rejects.toThrow(RangeError)
      })

      test('keeps the audience, by which mayRead filters', async () => {
        const partyId = party()
        const [member, stranger] = [crypto.randomUUID(), crypto.randomUUID()]
        await log.append(partyId, [
          makeEvent({ audience: [member] }),
          makeEvent(),
          makeEvent({ audience: [] }),
        ])
        const events = await readAll(log, partyId)
        expect(events.map((event) => mayRead(member, event))).toEqual([true, true, false])
        expect(events.map((event) => mayRead(stranger, event))).toEqual([false, true, false])
      })
    })

    test('positions of many parties come in one query; parties without a log are absent', async () => {
      const [known, unknown] = [party(), party()]
      await log.append(known, [makeEvent(), makeEvent()])
      const positions = await log.positions([known, unknown])
      expect([...positions]).toEqual([[known, { epoch: expect.any(String), head: 2, floor: 0 }]])
      expect(await log.positions([])).toEqual(new Map())
    })

    describe('retention', () => {
      test('trim removes in batches, never beyond the head, and a cursor at the floor stays good', async () => {
        const partyId = party()
        const own = another({ limits: { trimBatchEvents: 3 } })
        await own.append(
          partyId,
          Array.from({ length: 10 }, () => makeEvent()),
        )
        expect(await own.trim(partyId, 8)).toEqual({ floor: 8, deleted: 8 })
        expect(await own.trim(partyId, 5)).toEqual({ floor: 8, deleted: 0 })
        expect(await own.trim(partyId, 99)).toEqual({ floor: 10, deleted: 2 })
        expect(await own.read(partyId, { after: 10 })).toMatchObject({ ok: true, events: [] })
        expect(await own.append(partyId, [makeEvent()])).toMatchObject([{ sequence: 11 }])
      })

      test('keeps what is young, and the last events however old', async () => {
        const [quiet, busy] = [party(), party()]
        let now = new Date()
        const own = another({ clock: () => now })
        await own.append(quiet, [makeEvent(), makeEvent()])
        await own.append(
          busy,
          Array.from({ length: 6 }, () => makeEvent()),
        )
        expect(await own.applyRetention({ keepLast: 4 })).toEqual({ parties: 0, deleted: 0 })
        now = new Date(now.getTime() + 31 * DAY_MS)
        const removed = await own.applyRetention({ keepLast: 4 })
        expect(removed.deleted).toBeGreaterThanOrEqual(2)
        expect(await own.position(busy)).toMatchObject({ head: 6, floor: 2 })
        expect(await own.position(quiet)).toMatchObject({ head: 2, floor: 0 })
      })

      test('ids are never forgotten in under a week', async () => {
        await expect(log.applyRetention({ maxAgeMs: 6 * DAY_MS })).rejects.toThrow(RangeError)
      })
    })

    describe('a followed party', () => {
      test('is served from memory, live and on a short resume, without reading the store', async () => {
        const partyId = party()
        let storeReads = 0
        const counting: LogStore = {
          ...under.store,
          read: (...args) => {
            storeReads += 1
            return under.store.read(...args)
          },
        }
        const own = createEventLogOver(counting)
        await own.append(partyId, [makeEvent()])
        const stop = await own.follow(partyId)
        expect(own.recent(partyId)).toMatchObject({ head: 1 })
        await own.append(partyId, [makeEvent(), makeEvent()])
        expect(own.recent(partyId)).toMatchObject({ head: 3 })
        const page = await own.read(partyId, { after: 1 })
        expect(page.ok && page.events.map(({ sequence }) => sequence)).toEqual([2, 3])
        expect(storeReads).toBe(0)
        await own.read(partyId, { after: 0 })
        expect(storeReads).toBe(1)
        stop()
        expect(own.recent(partyId)).toBeUndefined()
      })

      test('that another process wrote to is completed from the store', async () => {
        const partyId = party()
        const [here, there] = [another(), another()]
        await here.follow(partyId)
        await here.append(partyId, [makeEvent()])
        await there.append(partyId, [makeEvent(), makeEvent()])
        await here.append(partyId, [makeEvent()])
        expect((await readAll(here, partyId)).map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4])
        const heard: Hint[] = []
        here.subscribe((hint) => heard.push(hint))
        const { epoch } = await here.position(partyId)
        here.receiveHint({ partyId, epoch, head: 4 })
        expect(heard).toEqual([])
        await there.append(partyId, [makeEvent()])
        here.receiveHint({ partyId, epoch, head: 5 })
        expect(heard).toEqual([{ partyId, epoch, head: 5 }])
        expect(here.recent(partyId)).toMatchObject({ head: 5 })
        expect(await readAll(here, partyId)).toHaveLength(5)
      })

      test('forgets what was trimmed', async () => {
        const partyId = party()
        const own = another()
        await own.follow(partyId)
        await own.append(partyId, [makeEvent(), makeEvent(), makeEvent()])
        await own.trim(partyId, 2)
        expect(await own.read(partyId, { after: 0 })).toMatchObject({ ok: false, reason: 'trimmed' })
        expect(await own.read(partyId, { after: 2 })).toMatchObject({ ok: true, events: [{ sequence: 3 }] })
      })

      test('readers that want the same page share one read of the store', async () => {
        const partyId = party()
        let storeReads = 0
        const own = createEventLogOver({
          ...under.store,
          read: (...args) => {
            storeReads += 1
            return under.store.read(...args)
          },
        })
        await own.append(partyId, [makeEvent(), makeEvent()])
        await Promise.all(Array.from({ length: 10 }, () => own.read(partyId, { after: 0 })))
        expect(storeReads).toBe(1)
      })
    })

    test('a listener that throws is reported, and the others still hear', async () => {
      const errors: unknown[] = []
      const own = another({ onListenerError: (error) => errors.push(error) })
      const heard: number[] = []
      own.subscribe(() => {
        throw new Error('listener')
      })
      const stop = own.subscribe(({ head }) => heard.push(head))
      const partyId = party()
      const event = makeEvent()
      await own.append(partyId, [event])
      await own.append(partyId, [event])
      stop()
      await own.append(partyId, [makeEvent()])
      expect(heard).toEqual([1])
      expect(errors).toHaveLength(2)
    })

    test('close answers what was accepted and refuses the rest', async () => {
      const own = another()
      const partyId = party()
      const accepted = [own.append(partyId, [makeEvent()]), own.append(partyId, [makeEvent()])]
      await own.close()
      expect((await Promise.all(accepted)).flat()).toMatchObject([{ sequence: 1 }, { sequence: 2 }])
      await expect(own.append(partyId, [makeEvent()])).rejects.toThrow(/closed/)
      await expect(own.inTransaction(async () => undefined)).rejects.toThrow(/closed/)
    })
  })
}
