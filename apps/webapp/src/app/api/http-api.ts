import { ApiProblem } from '../problem.ts'
import type { ApiPort, AuthPort, AuthTokens, Me, ServiceStatus, SignIn } from '../services.ts'

export interface HttpOptions {
  /** Origin and prefix of the API; empty for the origin of the page. */
  baseUrl: string
  fetch: typeof globalThis.fetch
}

interface Call extends HttpOptions {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  path: string
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal | undefined
}

/** How long an answer may take before the service counts as unreachable. Milliseconds. */
const patience = 15_000

async function call({ baseUrl, fetch, method, path, body, headers, signal }: Call): Promise<Response> {
  const timeout = AbortSignal.timeout(patience)
  const response = await fetch(baseUrl + path, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    credentials: 'omit',
    signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
  })
  if (response.ok) return response
  const problem = (await response.json().catch(() => ({}))) as Record<string, unknown>
  const seconds = Number(response.headers.get('retry-after'))
  throw new ApiProblem({
    status: response.status,
    code: typeof problem['code'] === 'string' ? problem['code'] : 'internal_error',
    traceId: typeof problem['traceId'] === 'string' ? problem['traceId'] : null,
    retryAfterMs:
      typeof problem['retryAfterMs'] === 'number'
        ? problem['retryAfterMs']
        : seconds > 0
          ? seconds * 1000
          : null,
  })
}

/** The three calls around a sign-in. They belong to the shell, so that signing in waits for no other code. */
export function createHttpAuth(
  options: HttpOptions & { client: { platform: string; version: string } | null },
): AuthPort {
  const post = async (path: string, rest: { body?: unknown; headers?: Record<string, string> }) =>
    await call({ ...options, method: 'POST', path, ...rest })
  return {
    async signIn(initData) {
      const client = options.client === null ? {} : { client: options.client }
      const response = await post('/v1/auth/telegram', { body: { initData, ...client } })
      return (await response.json()) as AuthTokens
    },
    async refresh(refreshToken) {
      const response = await post('/v1/auth/refresh', { body: { refreshToken } })
      return (await response.json()) as AuthTokens
    },
    async signOut(accessToken) {
      await post('/v1/auth/logout', { headers: { authorization: `Bearer ${accessToken}` } })
    },
  }
}

/** What the shell asks of the API, over plain fetch. A refused token is renewed once. */
export function createHttpApi(
  options: HttpOptions & { accessToken: (refused?: string) => Promise<string> },
): ApiPort {
  const authorized = async (rest: Omit<Call, keyof HttpOptions>): Promise<Response> => {
    const token = await options.accessToken()
    const send = (bearer: string) =>
      call({ ...options, ...rest, headers: { ...rest.headers, authorization: `Bearer ${bearer}` } })
    try {
      return await send(token)
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 401) throw error
      return await send(await options.accessToken(token))
    }
  }
  return {
    async status(signal) {
      const response = await call({ ...options, method: 'GET', path: '/v1/status', signal })
      return (await response.json()) as ServiceStatus
    },
    async me(signal) {
      return (await (await authorized({ method: 'GET', path: '/v1/users/me', signal })).json()) as Me
    },
    async setLocale(locale) {
      const current = await authorized({ method: 'GET', path: '/v1/users/me' })
      const etag = current.headers.get('etag')
      const response = await authorized({
        method: 'PATCH',
        path: '/v1/users/me',
        body: { locale },
        headers: etag === null ? {} : { 'if-match': etag },
      })
      return (await response.json()) as Me
    },
    async signIns(signal) {
      const response = await authorized({ method: 'GET', path: '/v1/auth/sign-ins', signal })
      return ((await response.json()) as { items: SignIn[] }).items
    },
    async revokeSignIn(id) {
      await authorized({ method: 'DELETE', path: `/v1/auth/sign-ins/${encodeURIComponent(id)}` })
    },
  }
}
