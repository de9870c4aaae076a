import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AggregatorRegistry, type Registry } from 'prom-client'

/** A running server of `/metrics`. */
export type MetricsServer = {
  readonly port: number
  close(): Promise<void>
}

/** Where the server listens and what it shows. */
export type MetricsServerOptions = {
  /** Registries of all services in this process; equal metrics are shown once, with all their series. */
  registries: readonly Registry[]
  port: number
  /** Loopback unless set: metrics are never for the outside. */
  host?: string
}

/** Serves `GET /metrics` in the Prometheus text format on a port of its own. Rejects when the port is taken. */
export async function startMetricsServer(options: MetricsServerOptions): Promise<MetricsServer> {
  const registries = [...new Set(options.registries)]
  const server = createServer((request, response) => {
    if (request.url !== '/metrics' || request.method !== 'GET') {
      response.writeHead(404).end()
      return
    }
    metricsText(registries).then(
      ({ contentType, text }) =>
        response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' }).end(text),
      () => response.writeHead(500).end(),
    )
  })
  server.requestTimeout = 5000
  server.headersTimeout = 5000
  // A metrics port alone keeps no process alive.
  server.unref()
  await listen(server, options)
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)))
        server.closeAllConnections()
      }),
  }
}

function listen(server: Server, { port, host = '127.0.0.1' }: MetricsServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve())
  })
}

/** The text of all registries together. */
export async function metricsText(
  registries: readonly Registry[],
): Promise<{ contentType: string; text: string }> {
  const [first, ...others] = registries
  if (first !== undefined && others.length === 0)
    return { contentType: first.contentType, text: await first.metrics() }
  const merged = AggregatorRegistry.aggregate(
    (await Promise.all(registries.map((registry) => registry.getMetricsAsJSON()))) as never,
  )
  return { contentType: merged.contentType, text: await merged.metrics() }
}
