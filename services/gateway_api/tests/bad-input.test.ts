import type { OperationRow } from '@rpg-bot/rpg_contracts'
import { operationTable } from '@rpg-bot/rpg_contracts'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestGateway, type Person, type TestGateway } from './support/create-test-gateway.ts'

let gateway: TestGateway
let person: Person
beforeAll(async () => {
  gateway = await createTestGateway()
  person = await gateway.signIn()
})
afterAll(() => gateway.close())

const id = '0197e5a0-0000-7000-8000-000000000000'
const operations = operationTable.filter(({ service }) => service === 'gateway_api')
const withBody = operations.filter(({ input }) => input.body !== null)
const withParams = operations.filter(({ input }) => input.params !== null)

const urlOf = (row: OperationRow, value = id) => row.url.replaceAll(/:\w+/g, value)

async function send(
  row: OperationRow,
  request: { url?: string; payload?: string | Buffer; headers?: Record<string, string> } = {},
) {
  const response = await gateway.app.inject({
    method: row.method as 'POST',
    url: request.url ?? urlOf(row),
    headers: {
      authorization: `Bearer ${person.accessToken}`,
      'if-match': '"1"',
      ...(request.payload === undefined ? {} : { 'content-type': 'application/json' }),
      ...request.headers,
    },
    ...(request.payload === undefined ? {} : { payload: request.payload }),
  })
  return { status: response.statusCode, headers: response.headers, text: response.body }
}

/** Every refusal is a problem document with a permanent code, and shows nothing of the inside. */
function expectProblem(answer: Awaited<ReturnType<typeof send>>, status: number, code: string): void {
  expect(answer.text).not.toMatch(/node_modules|\.ts:\d|at \w+ \(|select |insert /)
  expect(answer.status).toBe(status)
  expect(answer.headers['content-type']).toBe('application/problem+json')
  expect(JSON.parse(answer.text)).toMatchObject({
    status,
    code,
    traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
  })
}

describe('a body that cannot be read is refused by every operation that takes one', () => {
  test.each<[string, string | Buffer, number, string]>([
    ['half a JSON', '{"a":', 400, 'json_malformed'],
    ['no JSON', 'привет 🎲', 400, 'json_malformed'],
    ['an empty body', '', 400, 'json_malformed'],
    ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0x22]), 400, 'json_malformed'],
    ['a duplicated key', '{"name":"a","name":"b"}', 400, 'json_duplicate_key'],
    ['a duplicated key in disguise', '{"name":"a","n\\u0061me":"b"}', 400, 'json_duplicate_key'],
    ['a __proto__', '{"__proto__":{"isAdmin":true}}', 400, 'json_malformed'],
    ['U+0000', '{"name":"\\u0000"}', 400, 'json_malformed'],
    ['half an emoji', '{"name":"\\ud83e"}', 400, 'json_malformed'],
    ['1 MiB', `{"name":"${'ё'.repeat(524_288)}"}`, 413, 'body_too_large'],
  ])('%s', async (_name, payload, status, code) => {
    for (const row of withBody) expectProblem(await send(row, { payload }), status, code)
  })

  test('nesting of any depth', async () => {
    for (const depth of [33, 1_000, 100_000]) {
      const payload = `{"name":${'['.repeat(depth)}${']'.repeat(depth)}}`
      for (const row of withBody) {
        const answer = await send(row, { payload })
        expect([400, 413]).toContain(answer.status)
        expect(answer.headers['content-type']).toBe('application/problem+json')
      }
    }
  })

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/xml',
    'application/json; charset=utf-16',
  ])('the media type %s', async (type) => {
    for (const row of withBody) {
      const answer = await send(row, { payload: '{}', headers: { 'content-type': type } })
      expectProblem(answer, 415, 'media_type_unsupported')
    }
  })

  test('a compressed body', async () => {
    for (const row of withBody) {
      const answer = await send(row, { payload: '{}', headers: { 'content-encoding': 'gzip' } })
      expectProblem(answer, 415, 'media_type_unsupported')
    }
  })

  test('a number that JavaScript reads as infinite', async () => {
    for (const row of withBody) {
      expectProblem(await send(row, { payload: '{"a":[1e400]}' }), 400, 'json_malformed')
    }
  })
})

describe('a body of the wrong shape is refused by every operation that takes one', () => {
  test.each(['[]', 'null', '5', '"x"', 'true', '{"сюрприз 🎁":1}', '{"constructor":1}'])(
    '%s',
    async (payload) => {
      for (const row of withBody) {
        const answer = await send(row, { payload })
        expectProblem(answer, 422, 'request_invalid')
        const { errors } = JSON.parse(answer.text)
        expect(errors.length).toBeGreaterThan(0)
      }
    },
  )

  test('anything at all never is a 500', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...withBody), fc.json({ maxDepth: 4 }), async (row, payload) => {
        expect((await send(row, { payload })).status).toBeLessThan(500)
      }),
      { numRuns: 200 },
    )
  })
})

test('a body where none belongs is refused, never ignored', async () => {
  for (const row of operations.filter(({ input, method }) => input.body === null && method !== 'GET')) {
    expectProblem(await send(row, { payload: '{"a":1}' }), 422, 'request_invalid')
  }
})

test('an unknown query parameter is refused by every operation', async () => {
  for (const row of operations) {
    const answer = await send(row, {
      url: `${urlOf(row)}?%D1%91=1`,
      ...(row.input.body === null ? {} : { payload: '{}' }),
    })
    expectProblem(answer, 422, 'request_invalid')
  }
})

describe('an id that is none is refused by every operation with one', () => {
  test.each(['1', 'x', 'Ёж🦔', "'--", '%00', '%FF', '..%2F..', id.toUpperCase(), `${id}0`, 'null'])(
    '%s',
    async (value) => {
      const encoded = value.startsWith('%') || value.includes('%') ? value : encodeURIComponent(value)
      for (const row of withParams) {
        const answer = await send(row, {
          url: urlOf(row, encoded),
          ...(row.input.body === null ? {} : { payload: '{}' }),
        })
        expect(answer.status, `${row.id} ${value}: ${answer.text}`).toBeGreaterThanOrEqual(400)
        expect(answer.status, `${row.id} ${value}: ${answer.text}`).toBeLessThan(500)
        expect(answer.headers['content-type']).toBe('application/problem+json')
      }
    },
  )
})

test.each(['', 'short', 'x'.repeat(65), 'spaces in it', 'ключ-номер-один', '🦔🦔🦔🦔🦔🦔🦔🦔'])(
  'the Idempotency-Key "%s" is refused',
  async (key) => {
    const answer = await send(operations.find(({ id: name }) => name === 'createCampaign') as OperationRow, {
      payload: '{"name":"A","systemId":"universal"}',
      headers: { 'idempotency-key': Buffer.from(key).toString('latin1') },
    })
    expectProblem(answer, 422, 'request_invalid')
  },
)

test('what is not in the contract is not there', async () => {
  const paths = [
    '/',
    '/v1',
    '/v1/users',
    '/v2/users/me',
    '/metrics',
    '/.env',
    '/v1/users/me/',
    '/v1//status',
    '/ё',
  ]
  for (const url of paths) {
    const response = await gateway.app.inject({
      url: encodeURI(url),
      headers: { authorization: `Bearer ${person.accessToken}` },
    })
    expect(response.statusCode, url).toBe(404)
    expect(response.json()).toMatchObject({ code: 'not_found' })
  }
})

test('a wrong method is refused', async () => {
  for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const) {
    const response = await gateway.app.inject({ method, url: '/v1/status' })
    expect(response.statusCode).toBeGreaterThanOrEqual(400)
    expect(response.statusCode).toBeLessThan(500)
  }
})
