import type { ServerOptions } from 'node:http'
import { defaultServiceConfig, type ServiceConfig } from './service-config.ts'

/**
 * Options of an HTTP server that slow or huge requests cannot hold up. `createService` uses them; a server that
 * stands in front of services takes them too, with `answerClientError` on its `clientError` event and
 * `answerExpectation` on its `checkExpectation` event.
 */
export function serverLimits(config: Partial<ServiceConfig> = {}): ServerOptions {
  const { maxHeaderBytes, headersTimeoutMs, requestTimeoutMs, keepAliveTimeoutMs } = {
    ...defaultServiceConfig,
    ...config,
  }
  return {
    maxHeaderSize: maxHeaderBytes,
    headersTimeout: headersTimeoutMs,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveTimeoutMs,
    // `createService` refuses a request without Host itself: Node's own answer is no problem document.
    requireHostHeader: false,
    // How often Node looks for connections past these limits.
    connectionsCheckingInterval: Math.min(5000, headersTimeoutMs),
  }
}
