/** How a service listens, whom it believes and how much it takes on. All limits have safe defaults. */
export type ServiceConfig = {
  /** Only an explicit development flag sets this; anything else is production. */
  development: boolean
  version: string
  /** Proxies whose `X-Forwarded-For` is believed: addresses and networks only. */
  trustedProxies: readonly string[]
  /** Origins that browsers may call from. Empty: the same origin only, and no CORS header at all. */
  allowedOrigins: readonly string[]
  /** Sites beside Telegram's web client that may show pages in a frame. */
  frameAncestors: readonly string[]
  /** Origins pages may connect to beside their own. */
  connectOrigins: readonly string[]
  /** Largest body, in bytes. */
  bodyLimitBytes: number
  /** Largest total of header bytes. */
  maxHeaderBytes: number
  /** Requests in progress at which the service answers 503; health is not counted out. */
  maxInFlight: number
  /** Milliseconds a handler has before its signal is aborted and 503 is sent; 0 is none. */
  deadlineMs: number
  /** Milliseconds in which a whole request, head and body, must arrive. */
  requestTimeoutMs: number
  /** Milliseconds in which the headers must arrive. */
  headersTimeoutMs: number
  /** Milliseconds of silence after which a connection is closed. */
  connectionTimeoutMs: number
  /** Milliseconds an idle connection is kept for the next request. */
  keepAliveTimeoutMs: number
}

/** The defaults of {@link ServiceConfig}: those of production. */
export const defaultServiceConfig: ServiceConfig = Object.freeze({
  development: false,
  version: 'development',
  trustedProxies: [],
  allowedOrigins: [],
  frameAncestors: [],
  connectOrigins: [],
  bodyLimitBytes: 256 * 1024,
  maxHeaderBytes: 16 * 1024,
  maxInFlight: 256,
  deadlineMs: 15_000,
  requestTimeoutMs: 20_000,
  headersTimeoutMs: 10_000,
  connectionTimeoutMs: 60_000,
  keepAliveTimeoutMs: 72_000,
})
