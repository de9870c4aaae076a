export { createMemoryEventLog, type MemoryEventLogOptions } from './create-memory-event-log.ts'
