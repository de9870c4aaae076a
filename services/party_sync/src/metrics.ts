import { defineMetric, type Metrics, serviceNames } from '@rpg-bot/service_kit'
import { closeCodes } from './close-codes.ts'

/** Codes that get a series of their own; every other one is `other`. */
const codeLabels = [
  ...Object.values(closeCodes).map(String),
  '1001',
  '1005',
  '1006',
  '1009',
  'other',
] as const

/** Metrics of the hub. */
export const partySyncMetrics = {
  connections: defineMetric({
    name: 'party_sync_connections',
    type: 'gauge',
    unit: 'connections',
    help: 'Open WebSocket connections.',
    owner: 'party_sync',
    labels: { service: serviceNames },
  }),
  accepts: defineMetric({
    name: 'party_sync_accepts_total',
    type: 'counter',
    unit: 'connections',
    help: 'Connections accepted.',
    owner: 'party_sync',
    labels: { service: serviceNames },
  }),
  closes: defineMetric({
    name: 'party_sync_closes_total',
    type: 'counter',
    unit: 'connections',
    help: 'Connections closed, by close code.',
    owner: 'party_sync',
    labels: { service: serviceNames, code: codeLabels },
  }),
  resumes: defineMetric({
    name: 'party_sync_resumes_total',
    type: 'counter',
    unit: 'events',
    help: 'Subscriptions from a cursor, and whether they were exact.',
    owner: 'party_sync',
    labels: {
      service: serviceNames,
      recovered: ['true', 'false'],
      reason: ['ok', 'epoch_changed', 'trimmed', 'ahead'],
    },
  }),
} as const

type ResumeReason = (typeof partySyncMetrics.resumes.labels.reason)[number]

/** Recorders of the hub's metrics. */
export function createHubRecorders(metrics: Metrics, connectionCount: () => number) {
  const accepts = metrics.counter(partySyncMetrics.accepts)
  const closes = metrics.counter(partySyncMetrics.closes)
  const resumes = metrics.counter(partySyncMetrics.resumes)
  metrics.observedGauge(partySyncMetrics.connections, { labels: {}, read: connectionCount })
  return {
    opened: () => accepts({}),
    closed(code: number) {
      const label = String(code)
      closes({ code: codeLabels.includes(label) ? label : 'other' })
    },
    resumed(recovered: boolean, reason: string) {
      resumes({ recovered: recovered ? 'true' : 'false', reason: reason as ResumeReason })
    },
  }
}
