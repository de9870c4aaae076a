import { describe, expect, test } from 'vitest'
import { createLogger, type RequestLine, requestLineWriter } from './logger.ts'

function collect(secrets: readonly string[] = []) {
  const lines: string[] = []
  const logger = createLogger({
    service: 'gateway_api',
    secrets,
    level: 'trace',
    stream: { write: (line: string) => lines.push(line) },
  })
  return { logger, text: () => lines.join(''), last: () => JSON.parse(lines.at(-1) ?? '{}') }
}

const jwt = 'eyJhbGciOiJFZERTQSIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiJ0ZXN0LXVzZXIifQ.c2lnbmF0dXJlLWJ5dGVz'
const botToken = '7654321098:AAHfakefakefakefakefakefakefakefake'
const initData = `query_id=AAHdF6IQAAAAAN0XohDhrOrc&user=%7B%22id%22%3A279058397%7D&auth_date=1662771648&hash=${'ab12'.repeat(16)}`
const opaque = 'kQ9sV0c3mZ2tYb8nXr5wLp1uJd7fHg4a'
const known = ['correct horse battery staple', 'postgres-p@ss/word', 'k3y-of-the-signing-service']

describe('the logger', () => {
  test('writes one JSON object a line with level, time and service', () => {
    const { logger, last } = collect()
    logger.info({ campaignId: 'c1' }, 'campaign created')
    expect(last()).toMatchObject({
      level: 'info',
      service: 'gateway_api',
      campaignId: 'c1',
      msg: 'campaign created',
    })
    expect(last().time).toBeTypeOf('number')
  })

  const secrets: Record<string, string> = { jwt, botToken, initData, opaque, known: known[0] ?? '' }
  const carriers: Record<string, (secret: string) => unknown> = {
    'an authorization header': (secret) => ({ headers: { authorization: `Bearer ${secret}` } }),
    'a header in capitals': (secret) => ({
      headers: { Authorization: secret, 'Sec-WebSocket-Protocol': secret },
    }),
    'a raw header': (secret) => ({
      request: { raw: { headers: { 'sec-websocket-protocol': `rpg.v1, ${secret}` } } },
    }),
    'a cookie': (secret) => ({ cookie: secret, 'set-cookie': [secret] }),
    'a token field': (secret) => ({ body: { accessToken: secret, refreshToken: secret, token: secret } }),
    'a snake-case field': (secret) => ({ refresh_token: secret, bot_token: secret }),
    'an initData field': (secret) => ({ initData: secret, init_data: secret }),
    'a list': (secret) => ({ items: [{ password: secret }, { secret }] }),
    'a deep field': (secret) => ({ a: { b: { c: { d: { e: { f: { g: { apiKey: secret } } } } } } } }),
    'an error that carries its request': (secret) => ({
      err: Object.assign(new Error('failed'), {
        config: { headers: { authorization: secret } },
        parameters: [secret],
      }),
    }),
  }
  for (const [carrier, build] of Object.entries(carriers)) {
    test.each(Object.entries(secrets))(`${carrier} never shows a secret: %s`, (_, secret) => {
      const { logger, text } = collect()
      logger.error(build(secret), 'carried')
      expect(text()).toContain('carried')
      expect(text()).not.toContain(secret)
    })
  }

  const formed: Record<string, string> = {
    jwt,
    botToken,
    hash: 'ab12'.repeat(16),
    userJson: '279058397',
    invite: 'i_abcdefghijklmnopqrstuv',
  }
  const texts: Record<string, (secret: string) => Parameters<ReturnType<typeof collect>['logger']['error']>> =
    {
      message: (secret) => [`call failed for ${wrap(secret)} and stopped`],
      'message argument': (secret) => ['call failed for %s', wrap(secret)],
      field: (secret) => [{ url: `https://api.example/${wrap(secret)}` }, 'call failed'],
      error: (secret) => [new Error(`refused: ${wrap(secret)}`) as never],
      'nested error': (secret) => [
        { err: new Error('outer', { cause: new Error('inner', { cause: new Error(wrap(secret)) }) }) },
        'failed',
      ],
      'aggregate error': (secret) => [
        { err: new AggregateError([new Error(wrap(secret))], 'several') },
        'failed',
      ],
      'error under another name': (secret) => [{ reason: { inner: new Error(wrap(secret)) } }, 'failed'],
    }
  function wrap(secret: string): string {
    if (secret === formed.hash) return `auth_date=1&hash=${secret}`
    if (secret === formed.userJson) return initData
    return secret
  }
  for (const [place, build] of Object.entries(texts)) {
    test.each(Object.entries(formed))(
      `a secret known by its form is cut out of a ${place}: %s`,
      (_, secret) => {
        const { logger, text } = collect()
        logger.error(...build(secret))
        expect(text()).toContain('[redacted]')
        expect(text()).not.toContain(secret)
      },
    )
  }

  test.each(known)('a configured secret is cut out wherever it appears: %s', (secret) => {
    const { logger, text } = collect(known)
    logger.error(
      {
        err: new Error(`connect ${secret}`, { cause: { url: `https://x/?q=${encodeURIComponent(secret)}` } }),
        note: secret,
      },
      `message ${secret}`,
    )
    logger.child({ binding: 'plain' }).warn({ list: [secret] }, 'child')
    expect(text()).not.toContain(secret)
    expect(text()).not.toContain(encodeURIComponent(secret))
  })

  test('the password of a connection URL is cut out, the host stays', () => {
    const { logger, text } = collect()
    logger.error(new Error('cannot reach postgres://rpg:hunter2secret@db.internal:5432/rpg'))
    expect(text()).not.toContain('hunter2secret')
    expect(text()).toContain('db.internal')
  })

  test('nested errors keep their messages, codes and stacks', () => {
    const { logger, last } = collect()
    logger.error(
      { err: new Error('outer', { cause: Object.assign(new Error('inner'), { code: 'ECONNREFUSED' }) }) },
      'failed',
    )
    expect(last().err).toMatchObject({
      type: 'Error',
      message: 'outer',
      cause: { message: 'inner', code: 'ECONNREFUSED' },
    })
    expect(last().err.stack).toContain('logger.test.ts')
  })

  test('values that JSON cannot hold do not stop a line', () => {
    const { logger, last } = collect()
    const loop: Record<string, unknown> = { count: 10n, buffer: Buffer.from('x'), map: new Map() }
    loop.self = loop
    logger.info(loop, 'odd')
    expect(last()).toMatchObject({ msg: 'odd', count: '10', buffer: '[binary]', map: '[Map]' })
  })

  const line: RequestLine = {
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    method: 'GET',
    path: '/v1/users/me',
    operation: 'getMe',
    status: 200,
    durationMs: 1.25,
  }

  test.each(['/v1/users/me', '/v1/"\\', '/v1/Ёж🦔', '/v1/\u0000\n\u2028\ud800'])(
    'the line of a request is the one that pino would write, with the path %j',
    (path) => {
      const { logger, text, last } = collect()
      requestLineWriter(logger)({ ...line, path })
      const own = last()
      expect(text().match(/\n/g)).toHaveLength(1)
      const { status, ...rest } = { ...line, path }
      logger.info({ ...rest, status }, 'request completed')
      expect({ ...own, time: 0 }).toEqual({ ...last(), time: 0 })
      expect(own.time).toBeTypeOf('number')
    },
  )

  test('a request whose client left has no status', () => {
    const { logger, last } = collect()
    requestLineWriter(logger)({ ...line, status: undefined })
    expect(last()).toMatchObject({ aborted: true, operation: 'getMe' })
    expect(last()).not.toHaveProperty('status')
  })

  test('lines of requests keep to the level, and loggers made elsewhere write them too', () => {
    const { logger, text, last } = collect()
    logger.level = 'warn'
    requestLineWriter(logger)(line)
    expect(text()).toBe('')
    logger.level = 'info'
    requestLineWriter(logger.child({ unit: 'x' }))(line)
    expect(last()).toMatchObject({ unit: 'x', operation: 'getMe', status: 200, msg: 'request completed' })
  })
})
