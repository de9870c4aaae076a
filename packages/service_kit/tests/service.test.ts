import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { afterEach, describe, expect, test } from 'vitest'
import {
  createAuthentication,
  createLogger,
  createMetrics,
  createRateLimits,
  createService,
  createTokenVerifier,
  registerRateLimits,
  type ServiceOptions,
  startMetricsServer,
} from '../src/index.ts'
import { createTestTokenIssuer } from '../src/testing/index.ts'

const apps: FastifyInstance[] = []
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close()
})

const firstUser = '0197e5a0-0000-7000-8000-000000000001'

type Line = Record<string, unknown>

/** A service on a real socket, with its log lines. */
async function start(
  options: Partial<ServiceOptions> = {},
  routes: (app: FastifyInstance) => void = () => undefined,
) {
  const lines: Line[] = []
  const logger = createLogger({
    service: 'test',
    level: 'debug',
    stream: { write: (line) => void lines.push(JSON.parse(line)) },
  })
  const app = createService({
    name: 'test',
    logger,
    ...options,
    config: { development: true, ...options.config },
  })
  apps.push(app)
  app.post('/echo', { config: { operationId: 'echo' } }, async (request) => request.body)
  routes(app)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const post = (
    body: string | Buffer,
    headers: Record<string, string> = { 'content-type': 'application/json' },
  ) => fetch(`${url}/echo`, { method: 'POST', body: body as string, headers })
  return { app, url, port, lines, post }
}

type AnyProblem = { code: string; status: number; traceId: string; [field: string]: unknown }

async function problemOf(response: Response): Promise<AnyProblem> {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  const problem = (await response.json()) as AnyProblem
  expect(problem).toMatchObject({
    type: `/problems/${problem.code}`,
    status: response.status,
    traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
  })
  expect(JSON.stringify(problem)).not.toMatch(/node_modules|\.ts:\d|at .+:\d+:\d+/)
  return problem
}

async function raw(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.on('data', (data) => {
    answer += data.toString()
  })
  socket.on('error', () => undefined)
  socket.write(text)
  await once(socket, 'close')
  return answer
}

describe('a service on a real socket', () => {
  test.each([
    ['{"a":1', 400, 'json_malformed'],
    ['', 400, 'json_malformed'],
    ['{"a":1,"a":2}', 400, 'json_duplicate_key'],
    ['{"__proto__":{"admin":true}}', 400, 'json_malformed'],
    ['['.repeat(33) + ']'.repeat(33), 400, 'json_too_deep'],
    ['['.repeat(100_000) + ']'.repeat(100_000), 400, 'json_too_deep'],
    ['{"имя":"\\u0000"}', 400, 'json_malformed'],
    [`"${'x'.repeat(1024 * 1024)}"`, 413, 'body_too_large'],
  ])('answers a body with a problem (%#)', async (body, status, code) => {
    const { post } = await start()
    const response = await post(body)
    expect(response.status).toBe(status)
    expect((await problemOf(response)).code).toBe(code)
  })

  test('answers other media types, routes and broken paths with problems', async () => {
    const { post, url } = await start()
    expect(
      (await problemOf(await post('a=1', { 'content-type': 'application/x-www-form-urlencoded' }))).code,
    ).toBe('media_type_unsupported')
    expect((await problemOf(await post('a', { 'content-type': 'text/plain' }))).code).toBe(
      'media_type_unsupported',
    )
    expect((await problemOf(await post('{}', { 'content-type': 'nonsense' }))).code).toBe(
      'media_type_unsupported',
    )
    expect((await problemOf(await fetch(`${url}/nowhere`))).code).toBe('not_found')
    expect((await problemOf(await fetch(`${url}/%c0%ae`))).code).toBe('request_malformed')
    const wrongMethod = await fetch(`${url}/echo`)
    expect(wrongMethod.headers.get('allow')).toBe('POST')
    expect((await problemOf(wrongMethod)).code).toBe('method_not_allowed')
  })

  test('answers every method it does not know with 405 where the path is, and 404 where it is not', async () => {
    const { port, lines } = await start()
    for (const method of ['QUERY', 'PROPFIND', 'TRACE', 'DELETE', 'GET', 'PATCH'])
      for (const rest of ['', 'Content-Type: text/plain\r\nContent-Length: 1\r\n']) {
        const ask = (path: string) =>
          raw(port, `${method} ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${rest}\r\n${rest && 'x'}`)
        expect(await ask('/echo')).toMatch(/^HTTP\/1\.1 405 [\s\S]*"code":"method_not_allowed"/)
        expect(await ask('/nowhere')).toMatch(/^HTTP\/1\.1 404 [\s\S]*"code":"not_found"/)
      }
    expect(lines.filter(({ level }) => level === 'error')).toEqual([])
  })

  test('answers a missing Host and an unknown expectation with problems', async () => {
    const { port } = await start()
    expect(await raw(port, 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 400 [\s\S]*application\/problem\+json[\s\S]*"code":"request_malformed"/,
    )
    expect(await raw(port, 'GET /healthz HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /)
    const head = 'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n'
    expect(await raw(port, `${head}Expect: junk\r\n\r\n{}`)).toMatch(
      /^HTTP\/1\.1 417 [\s\S]*application\/problem\+json[\s\S]*"code":"expectation_unsupported"/,
    )
    expect(await raw(port, `${head}Connection: close\r\nExpect: 100-continue\r\n\r\n{}`)).toMatch(
      /^HTTP\/1\.1 100 Continue[\s\S]*HTTP\/1\.1 200 /,
    )
  })

  test.each([
    ['application/json; charset=utf-16', undefined, 415],
    ['application/json;charset="latin1"', undefined, 415],
    ['application/json', 'gzip', 415],
    ['application/json', 'identity, br', 415],
    ['application/json; charset="UTF-8"', 'identity', 200],
    ['application/json;charset=utf-8', undefined, 200],
  ])('answers the type %s with the coding %s with %i', async (type, coding, status) => {
    const { post } = await start()
    const response = await post('{}', {
      'content-type': type,
      ...(coding === undefined ? {} : { 'content-encoding': coding }),
    })
    expect(response.status).toBe(status)
    if (status === 415) expect((await problemOf(response)).code).toBe('media_type_unsupported')
  })

  test('ends a flood of refused tokens from one address, and lets a good token of that address in', async () => {
    const issuer = createTestTokenIssuer()
    const metrics = createMetrics({ service: 'test', checked: true })
    const rateLimits = createRateLimits({
      metrics,
      policies: [{ name: 'refused', limit: 3, windowSeconds: 60, by: 'address' }],
    })
    const authenticate = createAuthentication({
      verifier: createTokenVerifier({ issuer: 'rpg-bot', audience: 'test', keys: issuer.keys }),
      metrics,
      countRefusal: (request) => rateLimits.consume('refused', request),
    })
    const { url } = await start({ metrics }, (app) => {
      app.get('/me', {
        onRequest: async (request) => void (await authenticate(request)),
        handler: async () => ({}),
      })
    })
    const ask = (token: string) => fetch(`${url}/me`, { headers: { authorization: `Bearer ${token}` } })
    const statuses: number[] = []
    for (const token of ['a', 'a', await issuer.sign({ expiresIn: -60 })])
      statuses.push((await ask(token)).status)
    expect(statuses).toEqual([401, 401, 401])
    const limited = await ask('b')
    expect(limited.headers.get('retry-after')).toMatch(/^(59|60)$/)
    expect(limited.headers.get('www-authenticate')).toBeNull()
    expect((await problemOf(limited)).code).toBe('rate_limited')
    expect((await ask(await issuer.sign())).status).toBe(200)
    expect(await metrics.registry.metrics()).toContain(
      'rate_limited_total{service="test",key_kind="address"} 1',
    )
  })

  test('passes Cyrillic and emoji through unchanged', async () => {
    const { post } = await start()
    const body = JSON.stringify({ имя: 'Ёжик 🦔👩‍👩‍👧', list: ['ß', '漢字'] })
    expect(await (await post(body)).text()).toBe(body)
  })

  test('turns thrown catalogue errors into their problems and hides everything else', async () => {
    const { url, lines } = await start({}, (app) => {
      app.get('/known', () => {
        throw Object.assign(new Error('x'), {
          name: 'RpgError',
          code: 'campaign_archived',
          status: 409,
          detail: 'Restore it first.',
          retryAfterMs: 2500,
        })
      })
      app.get('/unknown', () => {
        throw new Error('relation "secret_table" does not exist', { cause: new Error('inner') })
      })
      app.get('/odd', () => Promise.reject('just text'))
    })
    const known = await fetch(`${url}/known`)
    expect(known.headers.get('retry-after')).toBe('3')
    expect(await problemOf(known)).toMatchObject({
      code: 'campaign_archived',
      detail: 'Restore it first.',
      retryAfterMs: 2500,
    })
    const unknown = await problemOf(await fetch(`${url}/unknown`))
    expect(unknown).toEqual({
      type: '/problems/internal',
      title: expect.any(String),
      status: 500,
      code: 'internal',
      traceId: unknown.traceId,
    })
    const line = lines.find((each) => each.level === 'error')
    expect(line).toMatchObject({
      traceId: unknown.traceId,
      err: { message: 'relation "secret_table" does not exist', cause: { message: 'inner' } },
    })
    expect((await problemOf(await fetch(`${url}/odd`))).code).toBe('internal')
  })

  test("takes the caller's trace id into the answer and every log line, and no other", async () => {
    const { url, lines } = await start()
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
    const headers = { traceparent: `00-${traceId}-00f067aa0ba902b7-01`, 'x-request-id': 'chosen' }
    expect((await problemOf(await fetch(`${url}/nowhere?secret=1`, { headers }))).traceId).toBe(traceId)
    await sleep(20)
    expect(lines.at(-1)).toMatchObject({ traceId, path: '/nowhere', status: 404, service: 'test' })
    expect(JSON.stringify(lines)).not.toContain('secret=1')
    const other = await problemOf(await fetch(`${url}/nowhere`, { headers: { traceparent: 'broken' } }))
    expect(other.traceId).not.toBe(traceId)
  })

  test('writes one line for a request, none for a probe, and says when the client left', async () => {
    const { url, port, lines, app } = await start({}, (instance) => {
      instance.get('/slow', { config: { operationId: 'slow' } }, async () => sleep(300, { ok: true }))
    })
    await fetch(`${url}/healthz`)
    await fetch(`${url}/readyz`)
    const socket = connect(port, '127.0.0.1')
    socket.write('GET /slow HTTP/1.1\r\nHost: x\r\n\r\n')
    await sleep(60)
    expect(app.kit.inFlight()).toBe(1)
    socket.destroy()
    await sleep(60)
    expect(app.kit.inFlight()).toBe(0)
    expect(lines.filter(({ msg }) => msg === 'request completed')).toEqual([
      expect.objectContaining({ operation: 'slow', aborted: true }),
    ])
    const metrics = await app.kit.metrics.registry.metrics()
    expect(metrics).toContain(
      'http_server_request_duration_seconds_count{service="test",operation="slow",status_class="aborted"} 1',
    )
  })

  test('aborts the signal of a request when the client leaves and when its time is up', async () => {
    const reasons: string[] = []
    const { url, port } = await start({ config: { deadlineMs: 150 } }, (app) => {
      app.get('/wait', async (request) => {
        await once(request.signal, 'abort')
        const { code } = request.signal.reason
        reasons.push(typeof code === 'string' ? code : 'left')
        return { late: true }
      })
      app.get('/unlimited', { config: { deadlineMs: 0 } }, async () => sleep(600, { ok: true }))
    })
    const unlimited = fetch(`${url}/unlimited`)
    const socket = connect(port, '127.0.0.1')
    socket.write('GET /wait HTTP/1.1\r\nHost: x\r\n\r\n')
    await sleep(50)
    socket.destroy()
    const response = await fetch(`${url}/wait`)
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toBe('1')
    expect((await problemOf(response)).code).toBe('temporarily_unavailable')
    expect(reasons.sort()).toEqual(['left', 'temporarily_unavailable'])
    expect((await unlimited).status).toBe(200)
  })

  test('refuses work past the limit before reading it, answers probes, and recovers', async () => {
    let release = (): void => undefined
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    const { url, post, app } = await start({ config: { maxInFlight: 2 } }, (instance) => {
      instance.get('/hold', async () => {
        await gate
        return {}
      })
    })
    const held = [fetch(`${url}/hold`), fetch(`${url}/hold`)]
    await sleep(50)
    const refused = await post('not even JSON')
    expect(refused.status).toBe(503)
    expect(refused.headers.get('retry-after')).toBe('1')
    expect((await problemOf(refused)).code).toBe('overloaded')
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    release()
    await Promise.all(held)
    expect((await post('{}')).status).toBe(200)
    expect(await app.kit.metrics.registry.metrics()).toContain(
      'http_server_requests_rejected_total{service="test",reason="overloaded"} 1',
    )
  })

  test('is not ready while draining and stays alive', async () => {
    const { url, app } = await start({ checks: [{ name: 'database', run: async () => undefined }] })
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({
      status: 'ready',
      checks: { database: 'ok' },
    })
    app.kit.readiness.startDraining()
    const response = await fetch(`${url}/readyz`)
    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({ status: 'draining' })
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
  })

  test('answers what is not HTTP, too large a head and too slow a request with problems, and closes', async () => {
    const { port } = await start({
      config: { maxHeaderBytes: 4096, headersTimeoutMs: 300, requestTimeoutMs: 600 },
    })
    expect(await raw(port, 'nonsense\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 400 [\s\S]*application\/problem\+json[\s\S]*"code":"request_malformed"/,
    )
    expect(await raw(port, `GET / HTTP/1.1\r\nHost: x\r\nX-Big: ${'a'.repeat(8000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 [\s\S]*"code":"headers_too_large"/,
    )
    const started = performance.now()
    expect(await raw(port, 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ')).toMatch(
      /^HTTP\/1\.1 408 [\s\S]*"code":"request_timeout"/,
    )
    expect(
      await raw(
        port,
        'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
      ),
    ).toMatch(/^HTTP\/1\.1 408 /)
    expect(performance.now() - started).toBeLessThan(4000)
  })

  test('sends security headers on every answer and tells nothing about itself', async () => {
    const { url, post } = await start({
      config: { development: false, frameAncestors: ['https://frames.example'] },
    })
    const page = await fetch(`${url}/nowhere`)
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("frame-ancestors 'self' https://web.telegram.org https://frames.example")
    expect(policy).not.toContain('unsafe')
    expect(page.headers.get('x-frame-options')).toBeNull()
    expect(page.headers.get('x-content-type-options')).toBe('nosniff')
    expect(page.headers.get('strict-transport-security')).toContain('max-age=')
    const data = await post('{}')
    expect(data.headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
    for (const response of [page, data])
      for (const name of ['server', 'x-powered-by']) expect(response.headers.get(name)).toBeNull()
  })

  test('lets only listed origins in, and never null or a reflected one', async () => {
    const { url } = await start({ config: { allowedOrigins: ['https://rpg.example'] } })
    const allowOf = async (origin: string, method = 'POST') =>
      (
        await fetch(`${url}/echo`, {
          method,
          headers: { origin, 'access-control-request-method': 'POST', 'content-type': 'application/json' },
          ...(method === 'POST' ? { body: '{}' } : {}),
        })
      ).headers.get('access-control-allow-origin')
    for (const method of ['POST', 'OPTIONS']) {
      expect(await allowOf('https://rpg.example', method)).toBe('https://rpg.example')
      for (const origin of [
        'null',
        'https://evil.example',
        'https://rpg.example.evil.example',
        'http://rpg.example',
        'https://rpg.example:444',
      ])
        expect(await allowOf(origin, method)).toBeNull()
    }
    for (const origin of ['*', 'null', 'https://rpg.example/'])
      expect(() => createService({ name: 'test', config: { allowedOrigins: [origin] } })).toThrow('origin')
  })

  test('authenticates and counts before the body is read', async () => {
    const issuer = createTestTokenIssuer()
    const metrics = createMetrics({ service: 'test', checked: true })
    const authenticate = createAuthentication({
      verifier: createTokenVerifier({ issuer: 'rpg-bot', audience: 'test', keys: issuer.keys }),
      metrics,
    })
    const rateLimits = createRateLimits({
      metrics,
      policies: [
        { name: 'default', limit: 2, windowSeconds: 60, by: 'user' },
        { name: 'sign-in', limit: 1, windowSeconds: 60, by: 'address' },
      ],
    })
    const { url } = await start({ metrics }, (app) => {
      registerRateLimits(app, {
        rateLimits,
        limitOf: (operationId) => (operationId === 'signIn' ? 'sign-in' : 'default'),
      })
      const onRequest = async (request: Parameters<typeof authenticate>[0]) =>
        void (await authenticate(request))
      app.post('/things', { config: { operationId: 'createThing' }, onRequest }, async (request) => ({
        user: request.identity?.userId,
      }))
      app.post('/sign-in', { config: { operationId: 'signIn' } }, async () => ({}))
    })
    const ask = (path: string, token?: string, body = '{}') =>
      fetch(`${url}${path}`, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
      })

    const missing = await ask('/things', undefined, 'not JSON')
    expect(missing.headers.get('www-authenticate')).toBe('Bearer')
    expect((await problemOf(missing)).code).toBe('token_missing')
    expect((await problemOf(await ask('/things', 'forged'))).code).toBe('token_invalid')
    expect((await problemOf(await ask('/things', await issuer.sign({ expiresIn: -60 })))).code).toBe(
      'token_expired',
    )

    const token = await issuer.sign({ userId: firstUser })
    const first = await ask('/things', token)
    expect(await first.json()).toEqual({ user: firstUser })
    expect(first.headers.get('ratelimit-policy')).toBe('"default";q=2;w=60')
    expect(first.headers.get('ratelimit')).toBe('"default";r=1;t=60')
    expect((await ask('/things', await issuer.sign({ userId: firstUser }))).status).toBe(200)
    const limited = await ask('/things', token, 'not JSON')
    expect(limited.status).toBe(429)
    expect(limited.headers.get('retry-after')).toMatch(/^(60|59)$/)
    expect((await problemOf(limited)).code).toBe('rate_limited')
    expect(
      (await ask('/things', await issuer.sign({ userId: '0197e5a0-0000-7000-8000-000000000002' }))).status,
    ).toBe(200)
    expect((await ask('/sign-in')).status).toBe(200)
    expect((await ask('/sign-in')).status).toBe(429)
    const text = await metrics.registry.metrics()
    for (const reason of ['missing', 'malformed', 'expired'])
      expect(text).toContain(`auth_rejected_total{service="test",reason="${reason}"} 1`)
    expect(text).toContain('rate_limited_total{service="test",key_kind="address"} 1')
  })

  test('while it closes, running requests end and new ones on open connections get a problem', async () => {
    const { app, port, url } = await start({}, (instance) => {
      instance.get('/slow', async () => sleep(300, { ok: true }))
    })
    const slow = fetch(`${url}/slow`)
    // A request whose head was under way when the closing began.
    const late = connect(port, '127.0.0.1')
    let answer = ''
    late.on('data', (data) => {
      answer += data.toString()
    })
    late.write('GET /slow HTTP/1.1\r\nHost: x\r\n')
    await sleep(50)
    const started = performance.now()
    const closed = app.close()
    await sleep(20)
    late.write('\r\n')
    const response = await slow
    expect(response.headers.get('connection')).toBe('close')
    expect(await response.json()).toEqual({ ok: true })
    await closed
    expect(performance.now() - started).toBeLessThan(1000)
    await sleep(20)
    expect(answer).toMatch(/^HTTP\/1\.1 503 [\s\S]*connection: close[\s\S]*"code":"overloaded"/i)
    await expect(fetch(`${url}/healthz`)).rejects.toThrow()
  })
})

describe('the metrics server', () => {
  test('shows several services of one process together, on its own port only', async () => {
    const registries = ['gateway_api', 'party_sync'].map(
      (service) => createMetrics({ service, checked: true }).registry,
    )
    const server = await startMetricsServer({ registries, port: 0 })
    const response = await fetch(`http://127.0.0.1:${server.port}/metrics`)
    const text = await response.text()
    expect(response.headers.get('content-type')).toContain('text/plain')
    for (const service of ['gateway_api', 'party_sync'])
      expect(text).toContain(`build_info{service="${service}",version="development"} 1`)
    expect(text.match(/^# TYPE build_info gauge$/gm)).toHaveLength(1)
    expect((await fetch(`http://127.0.0.1:${server.port}/`)).status).toBe(404)
    await server.close()
    const { url } = await start()
    expect((await fetch(`${url}/metrics`)).status).toBe(404)
  })
})
