import { randomBytes } from 'node:crypto'
import { createEventLogOver, type EventLogOptions } from '../create-event-log.ts'
import type { EventLog } from '../event-log.ts'
import { createMemoryStore } from '../store/memory-store.ts'

/** As for `createEventLog`; `clock` also stamps the events. */
export type MemoryEventLogOptions = EventLogOptions

/** A log in memory with the behaviour of the real one, for tests of code that needs nothing else of a database. */
export function createMemoryEventLog(options: MemoryEventLogOptions = {}): EventLog {
  const clock = options.clock ?? (() => new Date())
  const store = createMemoryStore({ clock, createEpoch: () => randomBytes(8).toString('base64url') })
  return createEventLogOver(store, options)
}
