import type { Database } from '@rpg-bot/database'
import { createTestDatabase } from '@rpg-bot/database/testing'
import { createEventLog, type EventLog } from '@rpg-bot/party_log'
import type { OperationId, Problem, ResponseBodyOf, SuccessStatus } from '@rpg-bot/rpg_contracts'
import { operationTable } from '@rpg-bot/rpg_contracts'
import { createSilentLogger, type Logger } from '@rpg-bot/service_kit'
import { createLaunchSigner, type LaunchData, type LaunchSigner } from '@rpg-bot/telegram_sim'
import type { FastifyInstance } from 'fastify'
import { buildApp, type Dependencies } from '../../src/app.ts'
import { createKeyRing, type KeyRing } from '../../src/auth/key-ring.ts'
import { createSigningKey } from '../../src/auth/signing-keys.ts'
import { createTestClock, type TestClock } from './test-clock.ts'
import { TEST_BOT_ID, testConfig } from './test-config.ts'

/** What a call sends; the operation decides method and path. */
export type Call = {
  params?: Readonly<Record<string, string>>
  query?: Readonly<Record<string, string | number>>
  body?: unknown
  headers?: Readonly<Record<string, string>>
}

/** What came back. */
export type Answer<Body> = {
  status: number
  headers: Readonly<Record<string, unknown>>
  /** Parsed JSON; undefined when there is none. Tests read it as a success; `problem` reads it as a failure. */
  body: Body
  /** The problem document, with the assertion that it is one. */
  problem: Problem
}

type BodyOfSuccess<Id extends OperationId> = ResponseBodyOf<Id, SuccessStatus<Id>>

/** Calls an operation by its id. */
export type CallOperation = <Id extends OperationId>(
  operationId: Id,
  call?: Call,
) => Promise<Answer<BodyOfSuccess<Id>>>

/** Somebody who is signed in. */
export type Person = {
  readonly userId: string
  readonly telegramUserId: number
  readonly displayName: string
  readonly signInId: string
  readonly accessToken: string
  readonly refreshToken: string
  /** Calls an operation as this person. */
  readonly call: CallOperation
}

/** Options of {@link createTestGateway}. */
export type TestGatewayOptions = {
  /** Variables over those of `testConfig`. */
  environment?: Readonly<Record<string, string>>
  overrides?: Partial<Dependencies>
  /** A database that other gateways use too; it is not closed with this one. */
  database?: Database
  signer?: LaunchSigner
  keyRing?: KeyRing
  clock?: TestClock
  logger?: Logger
}

/** A gateway on a fresh, migrated database, with a Telegram that signs what it is asked to. */
export type TestGateway = {
  readonly app: FastifyInstance
  readonly database: Database
  readonly eventLog: EventLog
  readonly signer: LaunchSigner
  readonly keyRing: KeyRing
  readonly clock: TestClock
  /** Calls an operation without a token. */
  readonly call: CallOperation
  /** Signed launch data of somebody, now. */
  launchData(data?: Partial<LaunchData>): string
  /** Signs somebody in: a new person each time unless the Telegram id says otherwise. */
  signIn(user?: { id?: number; firstName?: string; lastName?: string }): Promise<Person>
  close(): Promise<void>
}

let nextTelegramId = 100_000

/** Builds a gateway as production does, in process, and closes everything with `close`. */
export async function createTestGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const clock = options.clock ?? createTestClock()
  const database = options.database ?? (await createTestDatabase())
  const eventLog = createEventLog({ database, clock: () => new Date(clock.now()) })
  const signer = options.signer ?? createLaunchSigner({ botId: TEST_BOT_ID })
  const keyRing =
    options.keyRing ?? createKeyRing({ keys: [createSigningKey(clock.now() - 1000)], clock: clock.now })
  const config = testConfig({
    GATEWAY_API_TELEGRAM_PUBLIC_KEYS: signer.publicKeyHex,
    ...options.environment,
  })
  const logger = options.logger ?? createSilentLogger()
  const app = await buildApp(config, {
    database,
    eventLog,
    keyRing,
    logger,
    clock: clock.now,
    ...options.overrides,
  })
  await app.ready()
  const call = callerOf(app, {})

  const launchData = (data: Partial<LaunchData> = {}): string =>
    signer.signInitData({
      user: { id: nextTelegramId++, firstName: 'Ёж' },
      authDate: Math.floor(clock.now() / 1000),
      queryId: crypto.randomUUID(),
      ...data,
    })

  return {
    app,
    database,
    eventLog,
    signer,
    keyRing,
    clock,
    call,
    launchData,
    async signIn(user = {}) {
      const { id = nextTelegramId++, firstName = 'Player', ...rest } = user
      const initData = launchData({ user: { id, firstName, ...rest } })
      const { status, body } = await call('signInWithTelegram', { body: { initData } })
      if (status !== 200) throw new Error(`Sign-in answered ${status}: ${JSON.stringify(body)}`)
      return {
        userId: body.user.id,
        telegramUserId: id,
        displayName: body.user.displayName,
        signInId: body.signInId,
        accessToken: body.accessToken,
        refreshToken: body.refreshToken,
        call: callerOf(app, { authorization: `Bearer ${body.accessToken}` }),
      }
    },
    async close() {
      await app.close()
      await eventLog.close()
      if (options.database === undefined) await database.close()
    },
  }
}

/** A function that calls operations with these headers. */
export function callerOf(app: FastifyInstance, headers: Readonly<Record<string, string>>): CallOperation {
  return async (operationId, call = {}) => {
    const row = operationTable.find(({ id }) => id === operationId)
    if (row === undefined) throw new Error(`There is no operation ${operationId}.`)
    const path = row.url.replaceAll(/:(\w+)/g, (_match, name: string) =>
      encodeURIComponent(call.params?.[name] ?? ''),
    )
    const query = Object.fromEntries(
      Object.entries(call.query ?? {}).map(([name, value]) => [name, String(value)]),
    )
    const response = await app.inject({
      method: row.method as 'GET',
      url: path,
      query,
      headers: { ...headers, ...call.headers },
      ...(call.body === undefined ? {} : { payload: call.body as object }),
    })
    const body: unknown = response.body === '' ? undefined : JSON.parse(response.body)
    return {
      status: response.statusCode,
      headers: response.headers,
      body: body as never,
      get problem(): Problem {
        const type = String(response.headers['content-type'])
        if (!type.startsWith('application/problem+json')) {
          throw new Error(`${operationId} answered ${response.statusCode} ${type}, which is no problem.`)
        }
        return body as Problem
      },
    }
  }
}
