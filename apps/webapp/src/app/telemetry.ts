import type { Telemetry } from './services.ts'

export interface TelemetryRecord {
  at: number
  name: string
  facts: Record<string, string | number | boolean>
}

export interface RecentTelemetry extends Telemetry {
  /** The last records, oldest first. */
  recent(): readonly TelemetryRecord[]
}

/** Keeps the last records in memory for the developer view; nothing leaves the device. */
export function createRecentTelemetry(now: () => number, capacity = 100): RecentTelemetry {
  const records: TelemetryRecord[] = []
  const add = (name: string, facts: TelemetryRecord['facts']) => {
    records.push({ at: now(), name, facts })
    if (records.length > capacity) records.shift()
  }
  return {
    event: (name, facts = {}) => add(name, facts),
    error: (error, where) =>
      add('error', { where, name: error instanceof Error ? error.name : typeof error }),
    recent: () => records,
  }
}
