import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { bindOperations, IncompleteBindingError, operationsOf } from '../src/fastify.ts'
import { isRpgError, operationTable, RpgError } from '../src/index.ts'

const campaignId = '01890000-0000-7000-8000-000000000001'
const traceId = '0af7651916cd43dd8448eb211c80319c'
const status = { status: 'ok', version: '1', time: '2026-01-01T00:00:00.000Z', checks: [] }

type AnyHandler = (request: never, tools: { respond: (...args: unknown[]) => unknown }) => Promise<unknown>

/** Handlers that answer 404 unless a test replaces them; deliberately untyped, as a careless caller's are. */
function handlersWith(replacements: Record<string, unknown>): Record<string, unknown> {
  const missing: AnyHandler = async () => {
    throw new RpgError('not_found')
  }
  return {
    ...Object.fromEntries(operationsOf('gateway_api').map((row) => [row.id, missing])),
    ...replacements,
  }
}

let app: FastifyInstance

function start(replacements: Record<string, unknown>, responses: 'always' | 'sample' | 'off' = 'always') {
  app = Fastify()
  app.setErrorHandler((error, _request, reply) => {
    const known = isRpgError(error) ? error : new RpgError('internal', { cause: error })
    return reply
      .code(known.status)
      .type('application/problem+json')
      .send({ code: known.code, status: known.status, errors: known.errors })
  })
  const violations: unknown[] = []
  bindOperations(app, handlersWith(replacements), {
    service: 'gateway_api',
    authenticate: (request) => {
      if (request.headers.authorization === undefined) throw new RpgError('token_missing')
      return { userId: 'u', signInId: 's' }
    },
    traceIdOf: () => traceId,
    responses,
    onViolation: (violation) => violations.push(violation),
  })
  return violations
}

afterEach(() => app.close())

const authorization = 'Bearer x'

describe('input', () => {
  it('asks who is there before it reads the body', async () => {
    start({})
    const answer = await app.inject({
      method: 'POST',
      url: '/v1/campaigns',
      headers: { 'content-type': 'application/json' },
      payload: '{ this is not JSON',
    })
    expect(answer.json()).toMatchObject({ status: 401, code: 'token_missing' })
  })

  it('reports everything that is wrong at once and strips nothing', async () => {
    start({})
    const answer = await app.inject({
      method: 'POST',
      url: '/v1/campaigns/not-a-uuid/rolls?seed=1',
      headers: { authorization, 'idempotency-key': 'short' },
      payload: { expression: 'd20', visibility: 'secret', total: 20 },
    })
    expect(answer.statusCode).toBe(422)
    const rules = answer
      .json()
      .errors.map((error: { in: string; pointer: string }) => `${error.in} ${error.pointer}`)
    expect(rules).toEqual(
      expect.arrayContaining([
        'path /campaignId',
        'query /seed',
        'header /idempotency-key',
        'body /visibility',
        'body /total',
      ]),
    )
  })

  it('does not turn a number in a body into text', async () => {
    start({})
    const answer = await app.inject({
      method: 'POST',
      url: '/v1/campaigns',
      headers: { authorization },
      payload: { name: 5, systemId: 'minimal' },
    })
    expect(answer.json().errors).toMatchObject([{ in: 'body', pointer: '/name', rule: 'type' }])
  })

  it('turns query text into numbers and fills in the defaults of the contract', async () => {
    const seen: unknown[] = []
    start({
      listCampaigns: async (
        request: { query: unknown },
        { respond }: { respond: (...args: unknown[]) => unknown },
      ) => {
        seen.push(request.query)
        return respond(200, { items: [], nextCursor: null })
      },
    })
    await app.inject({ url: '/v1/campaigns?limit=7', headers: { authorization } })
    await app.inject({ url: '/v1/campaigns', headers: { authorization } })
    expect(seen).toMatchObject([{ limit: 7 }, { limit: 50 }])
  })

  it('demands If-Match where the contract does', async () => {
    start({})
    const answer = await app.inject({
      method: 'PATCH',
      url: `/v1/campaigns/${campaignId}`,
      headers: { authorization },
      payload: { name: 'x' },
    })
    expect(answer.json()).toMatchObject({ status: 428, code: 'precondition_required' })
  })

  it('refuses a body where none is taken', async () => {
    start({})
    const answer = await app.inject({
      method: 'POST',
      url: '/v1/auth/logout',
      headers: { authorization },
      payload: { everywhere: true },
    })
    expect(answer.json().errors).toMatchObject([{ in: 'body', rule: 'absent' }])
  })
})

describe('output', () => {
  const answering = (...args: unknown[]) => ({
    getStatus: async (_request: unknown, { respond }: { respond: (...args: unknown[]) => unknown }) =>
      respond(...args),
  })

  it('sends what the contract declares', async () => {
    start(answering(200, status))
    const answer = await app.inject({ url: '/v1/status' })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(answer.json()).toEqual(status)
  })

  it.each([
    ['an extra property', [200, { ...status, secret: 1 }], '/secret'],
    ['a bad format', [200, { ...status, time: 'the day before today!!' }], '/time'],
    ['an undeclared status', [202, status], ''],
    ['a missing body', [200], ''],
  ])('turns %s into a contract violation', async (_name, args, pointer) => {
    const violations = start(answering(...args))
    const answer = await app.inject({ url: '/v1/status' })
    expect(answer.json()).toMatchObject({ status: 500, code: 'contract_violation' })
    expect(answer.body).not.toContain('secret')
    expect(violations).toMatchObject([{ operationId: 'getStatus', errors: [{ pointer }] }])
  })

  it('never fails a user in production but reports one violation in a hundred', async () => {
    const violations = start(answering(200, { ...status, secret: 1 }), 'sample')
    for (let request = 0; request < 100; request += 1) {
      expect((await app.inject({ url: '/v1/status' })).statusCode).toBe(200)
    }
    expect(violations).toHaveLength(1)
  })

  it('answers 304 when the client has this version already', async () => {
    const me = {
      id: campaignId,
      displayName: 'A',
      username: null,
      locale: null,
      languageCode: null,
      createdAt: status.time,
      updatedAt: status.time,
    }
    start({
      getMe: async (_request: unknown, { respond }: { respond: (...args: unknown[]) => unknown }) =>
        respond(200, me, { ETag: '"3"' }),
    })
    const fresh = await app.inject({
      url: '/v1/users/me',
      headers: { authorization, 'if-none-match': '"2"' },
    })
    const same = await app.inject({
      url: '/v1/users/me',
      headers: { authorization, 'if-none-match': 'W/"3", "9"' },
    })
    expect([fresh.statusCode, same.statusCode, same.body]).toEqual([200, 304, ''])
  })

  it('lets a problem of the catalogue through and hides everything else', async () => {
    start({
      getStatus: async () => {
        throw new Error('password=1234')
      },
    })
    const answer = await app.inject({ url: '/v1/status' })
    expect(answer.json()).toMatchObject({ status: 500, code: 'internal' })
    expect(answer.body).not.toContain('1234')
  })
})

describe('completeness', () => {
  it('refuses to start with one handler too few', () => {
    app = Fastify()
    const { getStatus: _left, ...rest } = handlersWith({})
    const bind = () =>
      bindOperations(app, rest, {
        service: 'gateway_api',
        authenticate: () => ({ userId: '', signInId: '' }),
        traceIdOf: () => traceId,
        responses: 'off',
      })
    expect(bind).toThrow(IncompleteBindingError)
    expect(bind).toThrow(/Missing: getStatus/)
  })

  it('refuses to start with a foreign handler', () => {
    app = Fastify()
    const bind = () =>
      bindOperations(app, handlersWith({ launchRocket: async () => undefined }), {
        service: 'gateway_api',
        authenticate: () => ({ userId: '', signInId: '' }),
        traceIdOf: () => traceId,
        responses: 'off',
      })
    expect(bind).toThrow(/Foreign: launchRocket/)
  })

  it('gives every operation to exactly one service', () => {
    app = Fastify()
    const services = [...new Set(operationTable.map((row) => row.service))]
    const ids = services.flatMap((service) => operationsOf(service).map((row) => row.id))
    expect(ids.toSorted()).toEqual(operationTable.map((row) => row.id).toSorted())
    expect(new Set(ids).size).toBe(ids.length)
  })
})
