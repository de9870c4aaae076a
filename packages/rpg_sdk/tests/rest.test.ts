import { describe, expect, it } from 'vitest'
import { createRpgClient, isProblem, type RpgClientOptions } from '../src/index.ts'

const campaignId = '01890000-0000-7000-8000-000000000001'

type Reply = { status: number; body?: unknown; headers?: Record<string, string> } | Error

/** A client whose server answers from a list; what was asked and waited for is written down. */
function clientWith(replies: Reply[], options: Partial<RpgClientOptions> = {}) {
  const requests: {
    url: string
    method: string
    headers: Record<string, string>
    body: string | undefined
  }[] = []
  const waits: number[] = []
  const client = createRpgClient({
    baseUrl: 'https://rpg.example',
    auth: { accessToken: async (refused) => (refused === undefined ? 'first' : 'second') },
    random: () => 0.5,
    clock: () => 1_000_000,
    sleep: async (milliseconds) => {
      waits.push(milliseconds)
    },
    fetch: async (url, init) => {
      requests.push({
        url: String(url),
        method: init?.method ?? 'GET',
        headers: { ...(init?.headers as Record<string, string>) },
        body: init?.body as string | undefined,
      })
      const reply = replies.shift()
      if (reply === undefined) throw new Error('The test has no more answers.')
      if (reply instanceof Error) throw reply
      const text = reply.body === undefined ? null : JSON.stringify(reply.body)
      return new Response(text, { status: reply.status, headers: reply.headers ?? {} })
    },
    ...options,
  })
  return { client, requests, waits }
}

const problem = (status: number, code: string, headers: Record<string, string> = {}): Reply => ({
  status,
  body: { type: `/problems/${code}`, title: code, status, code, traceId: 'a'.repeat(32) },
  headers,
})
const roll = { path: { campaignId }, body: { expression: '1d20', visibility: 'public' } } as const

describe('a call', () => {
  it('sends the headers of the contract and nothing else', async () => {
    const { client, requests } = clientWith([{ status: 201, body: { id: 'x' } }])
    await client.rolls.create(roll)
    const [request] = requests
    expect(request?.url).toBe(`https://rpg.example/v1/campaigns/${campaignId}/rolls`)
    expect(Object.keys(request?.headers ?? {}).toSorted()).toEqual([
      'authorization',
      'content-type',
      'idempotency-key',
    ])
    expect(request?.headers['authorization']).toBe('Bearer first')
    expect(request?.body).toBe('{"expression":"1d20","visibility":"public"}')
  })

  it('does not send a token where none is needed', async () => {
    const { client, requests } = clientWith([{ status: 200, body: {} }])
    await client.status.get()
    expect(requests[0]?.headers).toEqual({})
  })

  it('gives status, entity tag and replay mark on request', async () => {
    const { client } = clientWith([
      { status: 200, body: { id: 'me' }, headers: { etag: '"4"', 'idempotency-replayed': 'true' } },
    ])
    expect(await client.users.getMe.withResponse()).toEqual({
      data: { id: 'me' },
      status: 200,
      etag: '"4"',
      replayed: true,
    })
  })

  it('replaces a refused token once, and only once', async () => {
    const { client, requests } = clientWith([problem(401, 'token_expired'), { status: 200, body: {} }])
    await client.users.getMe()
    expect(requests.map(({ headers }) => headers['authorization'])).toEqual(['Bearer first', 'Bearer second'])
    const hopeless = clientWith([problem(401, 'token_expired'), problem(401, 'token_expired')])
    await expect(hopeless.client.users.getMe()).rejects.toMatchObject({ code: 'token_expired' })
    expect(hopeless.requests).toHaveLength(2)
  })

  it('tells whoever keeps the tokens that a sign-in was ended', async () => {
    const { client, requests } = clientWith([problem(401, 'sign_in_revoked'), { status: 200, body: {} }])
    await client.users.getMe()
    expect(requests.map(({ headers }) => headers['authorization'])).toEqual(['Bearer first', 'Bearer second'])
  })

  it('checks what goes out and what comes in', async () => {
    const seen: string[] = []
    const { client } = clientWith([{ status: 201, body: { id: 'x' } }], {
      check: {
        request: (id, body) => void seen.push(`${id} ${JSON.stringify(body)}`),
        response: (id, status) => void seen.push(`${id} ${status}`),
      },
    })
    await client.rolls.create(roll)
    expect(seen).toEqual(['createRoll {"expression":"1d20","visibility":"public"}', 'createRoll 201'])
  })
})

describe('retries', () => {
  it('use one idempotency key for all attempts and wait as the server says', async () => {
    const { client, requests, waits } = clientWith([
      problem(503, 'overloaded', { 'retry-after': '2' }),
      new TypeError('connection lost'),
      { status: 201, body: {} },
    ])
    await client.rolls.create(roll)
    expect(waits).toEqual([2000, 1000])
    const keys = requests.map(({ headers }) => headers['idempotency-key'])
    expect(new Set(keys).size).toBe(1)
    expect(keys[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('honour a date in Retry-After', async () => {
    const { client, waits } = clientWith([
      problem(429, 'rate_limited', { 'retry-after': new Date(1_003_000).toUTCString() }),
      { status: 200, body: { items: [], nextCursor: null } },
    ])
    await client.campaigns.list()
    expect(waits).toEqual([3000])
  })

  it.each([
    ['a conflict', problem(409, 'request_in_progress', { 'retry-after': '1' })],
    ['a mistake of the caller', problem(422, 'request_invalid')],
    ['a defect of the server', problem(500, 'internal')],
    ['a wait of more than a minute', problem(429, 'rate_limited', { 'retry-after': '61' })],
  ])('do not follow %s', async (_name, reply) => {
    const { client, requests } = clientWith([reply])
    await expect(client.rolls.create(roll)).rejects.toSatisfy((error) => isProblem(error))
    expect(requests).toHaveLength(1)
  })

  it('do not repeat a change without a key after a lost answer, but do after a refusal', async () => {
    const change = { path: { campaignId }, headers: { 'if-match': '"1"' }, body: { name: 'Новое имя' } }
    const lost = clientWith([new TypeError('lost')])
    await expect(lost.client.campaigns.update(change)).rejects.toMatchObject({
      code: 'network_failed',
      status: 0,
    })
    const refused = clientWith([problem(503, 'overloaded'), { status: 200, body: {} }])
    await refused.client.campaigns.update(change)
    expect(refused.requests).toHaveLength(2)
  })

  it('end after two more attempts', async () => {
    const { client, requests } = clientWith(Array.from({ length: 5 }, () => problem(503, 'overloaded')))
    await expect(client.campaigns.list()).rejects.toMatchObject({ code: 'overloaded', status: 503 })
    expect(requests).toHaveLength(3)
  })

  it('end at once when the caller gives up', async () => {
    const controller = new AbortController()
    const { client, requests } = clientWith([problem(503, 'overloaded')], {
      sleep: async (_milliseconds, signal) => {
        controller.abort()
        signal?.throwIfAborted()
      },
    })
    await expect(client.campaigns.list({}, { signal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError',
    })
    expect(requests).toHaveLength(1)
  })
})

describe('problems', () => {
  it('carry code, details and trace id, and are recognised by code', async () => {
    const errors = [{ in: 'body', pointer: '/expression', rule: 'dice_limit_dice', message: 'too many' }]
    const { client } = clientWith([
      {
        status: 422,
        body: {
          code: 'dice_limit',
          title: 'Too many dice',
          detail: 'At most 500.',
          traceId: 'b'.repeat(32),
          errors,
        },
      },
    ])
    const error = await client.rolls.create(roll).catch((caught: unknown) => caught)
    expect(isProblem(error, 'dice_limit')).toBe(true)
    expect(isProblem(error, 'internal')).toBe(false)
    expect(error).toMatchObject({ message: 'At most 500.', errors, traceId: 'b'.repeat(32) })
  })

  it('are made even from an answer that is no problem document', async () => {
    const { client } = clientWith([{ status: 418 }])
    await expect(client.users.getMe()).rejects.toMatchObject({ code: 'http_418', status: 418 })
  })

  it('say that time ran out', async () => {
    const { client } = clientWith([], {
      timeoutMs: 5,
      maxRetries: 0,
      fetch: (_url, init) =>
        new Promise((_resolve, reject) =>
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)),
        ),
    })
    await expect(client.status.get()).rejects.toMatchObject({ code: 'timed_out' })
  })
})

describe('pages', () => {
  it('are read one after another, and only as far as somebody reads', async () => {
    const page = (names: string[], nextCursor: string | null) => ({
      status: 200,
      body: { items: names.map((name) => ({ name })), nextCursor },
    })
    const { client, requests } = clientWith([page(['a', 'b'], 'one'), page(['c'], 'two'), page(['d'], null)])
    const names: string[] = []
    for await (const { name } of client.campaigns.list.items({ query: { limit: 2 } })) {
      names.push(name)
      if (name === 'c') break
    }
    expect(names).toEqual(['a', 'b', 'c'])
    expect(requests.map(({ url }) => new URL(url).search)).toEqual(['?limit=2', '?limit=2&cursor=one'])
  })
})
