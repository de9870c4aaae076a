import { describe, expect, test } from 'vitest'
import type { LogStore } from '../src/store/log-store.ts'
import { createMemoryStore } from '../src/store/memory-store.ts'
import { assertInterleavings } from './interleavings.ts'

const good = (): LogStore =>
  createMemoryStore({ clock: () => new Date(), createEpoch: () => crypto.randomUUID().slice(0, 11) })

class Undone extends Error {}

/** Stores that are broken on purpose: the property must notice each. */
const broken: Record<string, () => LogStore> = {
  'acknowledges before the commit, which then fails'() {
    const store = good()
    let transactions = 0
    return {
      ...store,
      async transact(run) {
        let result: Awaited<ReturnType<typeof run>> | undefined
        const undone = store.transact(async (transaction) => {
          result = await run(transaction)
          transactions += 1
          if (transactions % 10 === 0) throw new Undone()
          return result
        })
        return undone.catch((error: unknown) => {
          if (error instanceof Undone) return result as Awaited<ReturnType<typeof run>>
          throw error
        })
      },
    }
  },
  'does not know ids again'() {
    const store = good()
    return {
      ...store,
      async appendIn(transaction, partyId, events) {
        const renamed = events.map((event) => ({ ...event, id: crypto.randomUUID() }))
        const batch = await store.appendIn(transaction, partyId, renamed)
        const results = batch.results.map((result, index) => ({ ...result, id: events[index]?.id ?? '' }))
        return { ...batch, results }
      },
    }
  },
  'gives a page in another order'() {
    const store = good()
    return {
      ...store,
      async read(...args) {
        const page = await store.read(...args)
        return { ...page, events: page.events.toReversed() }
      },
    }
  },
  'loses the last event of a page'() {
    const store = good()
    return {
      ...store,
      async read(...args) {
        const page = await store.read(...args)
        return { ...page, events: page.events.slice(0, -1) }
      },
    }
  },
  'skips a sequence now and then'() {
    const store = good()
    return {
      ...store,
      async appendIn(...args) {
        const batch = await store.appendIn(...args)
        const results = batch.results.map((result) =>
          result.status === 'stored' && result.sequence > 3
            ? { ...result, sequence: result.sequence + 1 }
            : result,
        )
        return { ...batch, results }
      },
    }
  },
}

describe('the property of random interleavings', () => {
  test('holds for the good store', () => assertInterleavings(good(), 50))

  test.each(Object.entries(broken))('fails for a store that %s', async (_name, create) => {
    await expect(assertInterleavings(create(), 300)).rejects.toThrow()
  })
})
