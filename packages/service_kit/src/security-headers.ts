import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import helmet from 'helmet'

/** The web client of Telegram, the one site that may show the Mini App in a frame. */
export const telegramWebClient = 'https://web.telegram.org'

/** What may differ between deployments. */
export type SecurityHeaderOptions = {
  /** Sites that may frame us beside {@link telegramWebClient}: origins such as `https://example.org`. */
  frameAncestors?: readonly string[]
  /** Origins that pages may talk to beside their own, such as a separate API or `wss:` address. */
  connectOrigins?: readonly string[]
  /** Plain HTTP on loopback: no upgrade to HTTPS is asked for. */
  development?: boolean
}

/**
 * The security headers of every answer, as one frozen table that is made once: building them for each request
 * would cost more than the request. Everything comes from our own origin, never inline, and
 * nothing from Telegram's hosts; there is no `X-Frame-Options`, because it cannot name the sites that may frame us.
 */
export function createSecurityHeaders(options: SecurityHeaderOptions = {}): Readonly<Record<string, string>> {
  const { frameAncestors = [], connectOrigins = [], development = false } = options
  for (const origin of [...frameAncestors, ...connectOrigins]) assertOrigin(origin)
  const apply = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'base-uri': ["'none'"],
        'object-src': ["'none'"],
        'form-action': ["'self'"],
        'script-src': ["'self'"],
        'script-src-attr': ["'none'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'media-src': ["'self'", 'blob:'],
        'font-src': ["'self'"],
        'worker-src': ["'self'"],
        'connect-src': ["'self'", ...connectOrigins],
        'frame-src': ["'self'"],
        'frame-ancestors': ["'self'", telegramWebClient, ...frameAncestors],
        ...(development ? {} : { 'upgrade-insecure-requests': [] }),
      },
    },
    xFrameOptions: false,
    strictTransportSecurity: development ? false : { maxAge: 31_536_000, includeSubDomains: true },
    crossOriginEmbedderPolicy: false,
    // Telegram opens links of the Mini App in windows of its own.
    crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' },
    crossOriginResourcePolicy: { policy: 'same-site' },
    referrerPolicy: { policy: 'no-referrer' },
  })
  const response = new ServerResponse(new IncomingMessage(new Socket()))
  apply(response.req, response, (error) => {
    if (error !== undefined) throw error
  })
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(response.getHeaders())) headers[name] = String(value)
  return Object.freeze(headers)
}

/**
 * The security headers of answers that are data and not pages: nothing may be loaded, run or framed, should a
 * browser ever show one (OWASP REST security). Fewer headers, because each costs time on every request.
 */
export function createApiHeaders({
  development = false,
}: Pick<SecurityHeaderOptions, 'development'> = {}): Readonly<Record<string, string>> {
  return Object.freeze({
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cross-origin-resource-policy': 'same-site',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    ...(development ? {} : { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
  })
}

function assertOrigin(origin: string): void {
  if (!/^(https?|wss?):\/\/[a-z0-9.*-]+(:\d{1,5})?$/i.test(origin))
    throw new Error(`${origin} is not an origin.`)
}
