import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEventLogOver } from '../src/create-event-log.ts'
import type { AppendResult, EventLog, Hint, NewEvent } from '../src/index.ts'
import type { LogStore } from '../src/store/log-store.ts'
import { readAll, type StoreUnderTest } from './conformance.ts'
import { makeEvent } from './make-events.ts'

/** One step of a random run: who does it, with which of a few ids, and how. */
type Step = {
  log: number
  party: number
  ids: number[]
  how: 'append' | 'transaction' | 'rollback' | 'pause'
}

const steps = fc.array(
  fc.record<Step>({
    log: fc.nat({ max: 2 }),
    party: fc.nat({ max: 1 }),
    ids: fc.array(fc.nat({ max: 15 }), { minLength: 1, maxLength: 4 }),
    how: fc.constantFrom('append', 'append', 'append', 'transaction', 'rollback', 'pause'),
  }),
  { minLength: 1, maxLength: 40 },
)

class Rollback extends Error {}

async function perform(
  log: EventLog,
  how: Step['how'],
  to: { party: string; events: NewEvent[] },
): Promise<readonly AppendResult[]> {
  if (how === 'append' || how === 'pause') return log.append(to.party, to.events)
  const run = log.inTransaction(async (_transaction, append) => {
    const results = await append(to.party, to.events)
    if (how === 'rollback') throw new Rollback()
    return results
  })
  return run.catch((error: unknown) => {
    if (error instanceof Rollback) return []
    throw error
  })
}

async function runPlan(store: LogStore, plan: readonly Step[]): Promise<void> {
  const logs = [0, 1, 2].map(() => createEventLogOver(store))
  const parties = [crypto.randomUUID(), crypto.randomUUID()]
  const events = Array.from({ length: 16 }, (_, index) => makeEvent({ data: { index } }))
  const hints: Hint[] = []
  logs[0]?.subscribe((hint) => hints.push(hint))
  await logs[1]?.follow(parties[0] ?? '')

  const acks: { party: string; result: AppendResult }[] = []
  const running: Promise<void>[] = []
  for (const step of plan) {
    const log = logs[step.log] as EventLog
    const party = parties[step.party] ?? ''
    const chosen = step.ids.map((id) => events[id] as NewEvent)
    const done = perform(log, step.how, { party, events: chosen }).then((results) => {
      for (const result of results) acks.push({ party, result })
    })
    running.push(done)
    if (step.how === 'pause') await done
  }
  await Promise.all(running)

  for (const party of parties) {
    const seen = await readAll(logs[0] as EventLog, party)
    expect(seen.map(({ sequence }) => sequence)).toEqual(seen.map((_, index) => index + 1))
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length)
    for (const log of logs) expect(await readAll(log, party, 7)).toEqual(seen)
    const own = acks.filter((ack) => ack.party === party).map(({ result }) => result)
    const stored = own.filter(({ status }) => status === 'stored')
    expect(stored).toHaveLength(seen.length)
    for (const result of own) {
      if (result.status === 'conflict') throw new Error('the same event is no conflict')
      expect(seen[result.sequence - 1]?.id).toBe(result.id)
    }
    const heads = hints.filter(({ partyId }) => partyId === party).map(({ head }) => head)
    for (const head of heads) expect(head).toBeLessThanOrEqual(seen.length)
  }
  await Promise.all(logs.map((log) => log.close()))
}

/** Three logs on one store, appending concurrently and repeating each other's ids. */
export async function assertInterleavings(store: LogStore, runs: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(steps, (plan) => runPlan(store, plan)),
    { numRuns: runs },
  )
}

/** The property as a test. */
export function describeInterleavings(
  name: string,
  open: () => Promise<StoreUnderTest>,
  options: { runs: number },
): void {
  describe(`random interleavings over ${name}`, () => {
    let under: StoreUnderTest

    beforeAll(async () => {
      under = await open()
    })

    afterAll(() => under.close())

    test(
      'sequences are dense, no id is stored twice, acks are true, and all readers see the same',
      {
        timeout: 60_000,
      },
      () => assertInterleavings(under.store, options.runs),
    )
  })
}
