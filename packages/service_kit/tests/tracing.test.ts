import { spawnSync } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { trace } from '@opentelemetry/api'
import { InMemorySpanExporter } from '@opentelemetry/sdk-trace'
import { describe, expect, test } from 'vitest'
import { createService, createSilentLogger, startTracing, traceParentOf } from '../src/index.ts'

const caller = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' }
const traceparent = `00-${caller.traceId}-${caller.spanId}-01`

describe('tracing', () => {
  test('makes a server span in the trace of the caller, or in the one of the request, with handlers as children', async () => {
    const exporter = new InMemorySpanExporter()
    const shutdown = exporter.shutdown.bind(exporter)
    exporter.shutdown = async () => undefined
    const tracing = await startTracing({
      service: 'test',
      version: '1',
      endpoint: 'http://127.0.0.1:1',
      exporter,
    })
    const app = createService({ name: 'test', logger: createSilentLogger(), tracing })
    app.get('/things/:id', { config: { operationId: 'getThing' } }, async (request) => {
      await Promise.resolve()
      trace.getTracer('test').startSpan('query').end()
      return { traceId: request.id, traceparent: traceParentOf(request) }
    })
    app.get('/boom', () => {
      throw new Error('boom')
    })
    const continued = (await app.inject({ url: '/things/1', headers: { traceparent } })).json()
    const fresh = (await app.inject({ url: '/things/1', headers: { traceparent: 'broken' } })).json()
    await app.inject('/boom')
    await app.close()
    await tracing.shutdown()

    const spans = exporter.getFinishedSpans()
    const servers = spans.filter(({ name }) => name === 'getThing')
    const queries = spans.filter(({ name }) => name === 'query')
    expect(servers).toHaveLength(2)
    expect(servers[0]?.parentSpanContext?.spanId).toBe(caller.spanId)
    expect(servers[1]?.parentSpanContext).toBeUndefined()
    for (const [index, answer] of [continued, fresh].entries()) {
      const server = servers[index]?.spanContext()
      expect(server?.traceId).toBe(answer.traceId)
      expect(answer.traceparent).toBe(`00-${server?.traceId}-${server?.spanId}-01`)
      expect(queries[index]?.spanContext().traceId).toBe(answer.traceId)
      expect(queries[index]?.parentSpanContext?.spanId).toBe(server?.spanId)
    }
    expect(continued.traceId).toBe(caller.traceId)
    expect(spans.find(({ name }) => name === 'GET /boom')?.attributes['http.response.status_code']).toBe(500)
    await shutdown()
  })

  test('sends spans to the endpoint', async () => {
    const received: string[] = []
    const collector = createServer((request, response) => {
      request.on('data', (data) => received.push(String(data))).on('end', () => response.end('{}'))
    })
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve))
    const tracing = await startTracing({
      service: 'test',
      version: '1',
      endpoint: `http://127.0.0.1:${(collector.address() as AddressInfo).port}/v1/traces`,
    })
    const app = createService({ name: 'test', logger: createSilentLogger(), tracing })
    app.get('/things', { config: { operationId: 'listThings' } }, async () => [])
    await app.inject({ url: '/things', headers: { traceparent } })
    await app.close()
    await tracing.shutdown()
    collector.close()
    expect(received.join('')).toContain('listThings')
    expect(received.join('')).toContain(caller.traceId)
  })

  test('without it a request has a trace id to carry on, and no tracing library is loaded', async () => {
    const app = createService({ name: 'test', logger: createSilentLogger() })
    app.get('/things', async (request) => traceParentOf(request))
    expect((await app.inject({ url: '/things', headers: { traceparent } })).body).toMatch(
      new RegExp(`^00-${caller.traceId}-[0-9a-f]{16}-01$`),
    )
    await app.close()
    const script = `
      const { createService, createSilentLogger } = await import(${JSON.stringify(new URL('../src/index.ts', import.meta.url).href)})
      const app = createService({ name: 'test', logger: createSilentLogger() })
      await app.inject('/healthz')
      const loaded = Object.keys((await import('node:module')).createRequire(import.meta.url).cache).filter((path) => path.includes('opentelemetry') && !path.includes('prom-client'))
      console.log(JSON.stringify(loaded.filter((path) => !path.includes('/api/'))))`
    const result = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
    expect(result.stdout.trim()).toBe('[]')
  })
})
