import { describe, expect, test } from 'vitest'
import { defineMetric, seriesBudget, serviceMetrics } from './metric-catalogue.ts'
import { addProcessMetrics, createMetrics, createRequestRecorder, Registry } from './metrics.ts'

const jobs = defineMetric({
  name: 'test_jobs_total',
  type: 'counter',
  unit: 'events',
  help: 'Jobs.',
  owner: 'service_kit',
  labels: { service: ['test'], outcome: ['done', 'failed'] },
})

describe('the catalogue of metrics', () => {
  test('is sound: every metric has a name, help, owner, closed labels and a budget', () => {
    const names = Object.values(serviceMetrics).map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const metric of Object.values(serviceMetrics)) {
      expect(metric.help).toMatch(/\.$/)
      expect(seriesBudget(metric)).toBeLessThanOrEqual(10_000)
    }
  })

  test.each([
    [{ name: 'Jobs_total' }],
    [{ name: 'jobs' }],
    [{ type: 'gauge' as const }],
    [{ type: 'histogram' as const, unit: 'seconds' as const, name: 'jobs_time' }],
    [{ labels: { kind: [] } }],
    [{ labels: { 'kind-of': ['a'] } }],
    [{ labels: { a: 'operation' as const, b: 'operation' as const, c: ['x', 'y'] } }],
  ])('refuses a metric like %o', (broken) => {
    expect(() => defineMetric({ ...jobs, ...broken } as never)).toThrow()
  })
})

describe('the metrics of a service', () => {
  test('are typed by their labels and filled with the name of the service', async () => {
    const metrics = createMetrics({ service: 'test', checked: true })
    const count = metrics.counter(jobs)
    count({ outcome: 'done' })
    count({ outcome: 'done' }, 2)
    // @ts-expect-error: not a value of the label
    expect(() => count({ outcome: 'lost' })).toThrow('not a value')
    // @ts-expect-error: not a label
    expect(() => count({ outcome: 'done', user: '5' })).toThrow('no label')
    expect(await metrics.registry.metrics()).toContain('test_jobs_total{service="test",outcome="done"} 3')
  })

  test('share a registry with another service of the process', async () => {
    const registry = new Registry()
    for (const [service, value] of [
      ['gateway_api', 3],
      ['party_sync', 4],
    ] as const) {
      const metrics = createMetrics({ service, registry, checked: true })
      metrics.observedGauge(serviceMetrics.requestsInFlight, { labels: {}, read: () => value })
      addProcessMetrics(registry)
    }
    const text = await registry.metrics()
    expect(text).toContain('http_server_requests_in_flight{service="gateway_api"} 3')
    expect(text).toContain('http_server_requests_in_flight{service="party_sync"} 4')
    expect(text).toContain('process_cpu_user_seconds_total')
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds')
  })

  test('count requests by operation and class of status', async () => {
    const metrics = createMetrics({ service: 'test', checked: true })
    const record = createRequestRecorder(metrics)
    record('getThing', 204, 0.004)
    record('getThing', 404, 0.004)
    record(undefined, 503, 2)
    record('getThing', 0, 0.1)
    const text = await metrics.registry.metrics()
    for (const [operation, status] of [
      ['getThing', '2xx'],
      ['getThing', '4xx'],
      ['other', '5xx'],
      ['getThing', 'aborted'],
    ])
      expect(text).toContain(
        `http_server_request_duration_seconds_count{service="test",operation="${operation}",status_class="${status}"} 1`,
      )
  })
})
