import type { Database } from '@rpg-bot/database'
import { createTestDatabase } from '@rpg-bot/database/testing'
import {
  buildApp,
  createKeyRing,
  createSigningKey,
  type Dependencies,
  readGatewayConfig,
} from '@rpg-bot/gateway_api'
import { createEventLog } from '@rpg-bot/party_log'
import { type OperationId, operationTable } from '@rpg-bot/rpg_contracts'
import { createSilentLogger } from '@rpg-bot/service_kit'
import { createLaunchSigner, type LaunchData, type LaunchUser } from '@rpg-bot/telegram_sim'
import type { FastifyInstance } from 'fastify'
import type { ExampleAnswer } from './compare.ts'
import type { ExampleRequest } from './examples.ts'

const botId = 7342037359

/** Somebody who is signed in. */
export type Person = {
  readonly userId: string
  readonly signInId: string
  readonly accessToken: string
  readonly refreshToken: string
  /** Calls an operation, which must succeed. */
  call(operationId: OperationId, request?: ExampleRequest): Promise<Success>
}

/** The answer of an operation that succeeded. */
export type Success = {
  readonly status: number
  readonly etag: string
  readonly body: Readonly<Record<string, never>>
}

/** A real gateway in this process. */
export type Gateway = Awaited<ReturnType<typeof createGateway>>

/** What a gateway may have instead of the usual. */
export type GatewayOptions = {
  readonly environment?: Readonly<Record<string, string>>
  readonly overrides?: Partial<Dependencies>
  readonly keys?: number
  /** A database of another gateway; it is not closed with this one. */
  readonly database?: Database
}

/** Builds the gateway as production does, on a database of its own, with a Telegram that signs what it is asked to. */
export async function createGateway(options: GatewayOptions = {}) {
  let now = Date.now()
  let nextTelegramId = 100_000_001
  const clock = () => now
  const database = options.database ?? (await createTestDatabase())
  const eventLog = createEventLog({ database, clock: () => new Date(now) })
  const signer = createLaunchSigner({ botId })
  const signingKeys = Array.from({ length: options.keys ?? 1 }, (_, index) =>
    createSigningKey(now - 1000 * (index + 1)),
  )
  const config = readGatewayConfig(
    {
      RPG_BOT_DEVELOPMENT: '1',
      GATEWAY_API_BOT_ID: String(botId),
      GATEWAY_API_BOT_USERNAME: 'example_bot',
      GATEWAY_API_APP_NAME: 'play',
      GATEWAY_API_SIGNING_KEYS_FILE: '/nonexistent/signing-keys.json',
      GATEWAY_API_TELEGRAM_PUBLIC_KEYS: signer.publicKeyHex,
      GATEWAY_API_SIGN_INS_PER_MINUTE: '100000',
      GATEWAY_API_PERSON_SIGN_INS_PER_MINUTE: '100000',
      GATEWAY_API_REFRESHES_PER_MINUTE: '100000',
      GATEWAY_API_PUBLIC_PER_MINUTE: '100000',
      GATEWAY_API_REQUESTS_PER_MINUTE: '100000',
      ...options.environment,
    },
    { database: 'given' },
  )
  const app = await buildApp(config, {
    database,
    eventLog,
    keyRing: createKeyRing({ keys: signingKeys, clock }),
    logger: createSilentLogger(),
    clock,
    ...options.overrides,
  })
  await app.ready()

  const launchData = (user: Partial<LaunchUser> = {}, data: Partial<LaunchData> = {}): string =>
    signer.signInitData({
      user: { id: nextTelegramId++, firstName: 'Somebody', languageCode: 'ru', ...user },
      authDate: Math.floor(now / 1000),
      queryId: crypto.randomUUID(),
      ...data,
    })

  return {
    app,
    database,
    launchData,
    advance(milliseconds: number): void {
      now += milliseconds
    },
    /** Signs somebody in, on a phone. */
    async signIn(user: Partial<LaunchUser> = {}): Promise<Person> {
      const answer = await send(app, 'signInWithTelegram', {
        body: { initData: launchData(user), client: { platform: 'android', version: '0.1.0' } },
      })
      const body = answer.body as {
        accessToken: string
        refreshToken: string
        signInId: string
        user: { id: string }
      }
      if (answer.status !== 200) throw new Error(`The sign-in answered ${JSON.stringify(answer)}`)
      const { accessToken, refreshToken, signInId } = body
      return { userId: body.user.id, signInId, accessToken, refreshToken, call: callerOf(app, accessToken) }
    },
    async close(): Promise<void> {
      await app.close()
      await eventLog.close()
      if (options.database === undefined) await database.close()
    },
  }
}

function callerOf(app: FastifyInstance, accessToken: string): Person['call'] {
  return async (operationId, request = {}) => {
    const headers = { ...request.headers, authorization: `Bearer ${accessToken}` }
    const { status, body, headers: answered } = await send(app, operationId, { ...request, headers })
    if (status >= 400) throw new Error(`${operationId} answered ${status}: ${JSON.stringify(body)}`)
    return { status, etag: answered?.['etag'] ?? '', body: body as Success['body'] }
  }
}

/** Sends a request as an example holds it, and gives the answer in the same form, with all its headers. */
export async function send(
  app: FastifyInstance,
  operationId: string,
  { params = {}, query = {}, headers = {}, body }: ExampleRequest,
): Promise<ExampleAnswer & { readonly contentType: string }> {
  const row = operationTable.find(({ id }) => id === operationId)
  if (row === undefined) throw new Error(`There is no operation ${operationId}.`)
  const url = row.url.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const response = await app.inject({
    method: row.method as 'GET',
    url,
    query: { ...query },
    headers: { ...headers },
    ...(body === undefined ? {} : { payload: body as object }),
  })
  const answered = Object.entries(response.headers).map(([name, value]) => [name, String(value)] as const)
  return {
    status: response.statusCode,
    headers: Object.fromEntries(answered),
    ...(response.body === '' ? {} : { body: JSON.parse(response.body) as unknown }),
    contentType: String(response.headers['content-type'] ?? ''),
  }
}
