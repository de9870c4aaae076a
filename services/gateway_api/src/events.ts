import type { ProblemCode, RequestLogger } from '@rpg-bot/rpg_contracts'
import { defineMetric, type Metrics, serviceNames } from '@rpg-bot/service_kit'
import type { RevocationReason } from './auth/sign-in-store.ts'

/** Clients of Telegram that name themselves; everything else counts as `other`. */
const platforms = [
  'android',
  'android_x',
  'ios',
  'macos',
  'tdesktop',
  'web',
  'weba',
  'webk',
  'unknown',
  'other',
] as const
type Platform = (typeof platforms)[number]

/** Codes with which a sign-in or a refresh can be refused. */
const refusals = [
  'init_data_malformed',
  'init_data_invalid',
  'init_data_future',
  'init_data_expired',
  'init_data_reuse_limit',
  'refresh_token_invalid',
  'refresh_token_expired',
  'refresh_token_reused',
  'sign_in_revoked',
] as const
type Refusal = (typeof refusals)[number]

const revocations = [
  'signed_out',
  'revoked',
  'token_reused',
  'user_deleted',
] as const satisfies RevocationReason[]

const definitions = {
  signedIn: defineMetric({
    name: 'sign_ins_total',
    type: 'counter',
    unit: 'events',
    help: 'Sign-ins with launch data, by client and proof.',
    owner: 'gateway_api',
    labels: { service: serviceNames, platform: platforms, proof: ['ed25519', 'hmac'] },
  }),
  refused: defineMetric({
    name: 'sign_ins_refused_total',
    type: 'counter',
    unit: 'events',
    help: 'Sign-ins and refreshes refused, by code and client.',
    owner: 'gateway_api',
    labels: { service: serviceNames, code: refusals, platform: platforms },
  }),
  refreshed: defineMetric({
    name: 'sign_ins_refreshed_total',
    type: 'counter',
    unit: 'events',
    help: 'Refresh tokens traded in; lost replies are those accepted a second time.',
    owner: 'gateway_api',
    labels: { service: serviceNames, lost_reply: ['yes', 'no'] },
  }),
  revoked: defineMetric({
    name: 'sign_ins_revoked_total',
    type: 'counter',
    unit: 'events',
    help: 'Sign-ins ended before their time.',
    owner: 'gateway_api',
    labels: { service: serviceNames, reason: revocations },
  }),
  userDeleted: defineMetric({
    name: 'users_deleted_total',
    type: 'counter',
    unit: 'events',
    help: 'People who deleted their account.',
    owner: 'gateway_api',
    labels: { service: serviceNames },
  }),
}

/** The metrics of this service, for the catalogue and the dashboards. */
export const gatewayMetrics = Object.values(definitions)

/** What a client says about itself; anybody can say anything, so only known words become labels. */
export type ClientDescription = { readonly platform: string | null; readonly version: string | null }

/** One function a business event: counter and log line. None of them throws or logs a secret. */
export type GatewayEvents = ReturnType<typeof createGatewayEvents>

/** @see GatewayEvents */
export function createGatewayEvents({ metrics }: { metrics: Metrics }) {
  const signedIn = metrics.counter(definitions.signedIn)
  const refused = metrics.counter(definitions.refused)
  const refreshed = metrics.counter(definitions.refreshed)
  const revoked = metrics.counter(definitions.revoked)
  const userDeleted = metrics.counter(definitions.userDeleted)

  return {
    /** @param of.ageSeconds age of the launch data at the moment of the sign-in */
    signedIn(
      log: RequestLogger,
      of: {
        readonly userId: string
        readonly signInId: string
        readonly client: ClientDescription
        readonly proof: 'ed25519' | 'hmac'
        readonly ageSeconds: number
      },
    ): void {
      const { client, ...fields } = of
      signedIn({ platform: platformOf(client), proof: of.proof })
      log.info({ ...fields, ...clientFields(client) }, 'signed in')
    },
    refused(
      log: RequestLogger,
      of: { readonly code: ProblemCode; readonly client?: ClientDescription; readonly why?: string },
    ): void {
      const client = of.client ?? { platform: null, version: null }
      const code = refusals.find((known): known is Refusal => known === of.code)
      if (code !== undefined) refused({ code, platform: platformOf(client) })
      const fields = { code: of.code, why: of.why, ...clientFields(client) }
      // Telegram sets auth_date: data from the future says that our own clock may be slow.
      if (of.code === 'init_data_future') log.error(fields, 'launch data from the future, check the clock')
      else log.info(fields, 'sign-in refused')
    },
    refreshed(log: RequestLogger, of: { readonly signInId: string; readonly lostReply: boolean }): void {
      refreshed({ lost_reply: of.lostReply ? 'yes' : 'no' })
      if (of.lostReply) log.info({ signInId: of.signInId }, 'refreshed again after a lost reply')
    },
    revoked(
      log: RequestLogger,
      of: {
        readonly userId: string
        readonly signInIds: readonly string[]
        readonly reason: RevocationReason
      },
    ): void {
      revoked({ reason: of.reason }, of.signInIds.length)
      if (of.reason === 'token_reused') log.warn(of, 'a used refresh token came back, sign-in ended')
      else log.info(of, 'sign-in ended')
    },
    userDeleted(log: RequestLogger, of: { readonly userId: string }): void {
      userDeleted({})
      log.info(of, 'user deleted')
    },
  }
}

function platformOf(client: ClientDescription): Platform {
  if (client.platform === null) return 'unknown'
  return platforms.find((platform) => platform === client.platform) ?? 'other'
}

function clientFields(client: ClientDescription): { platform: string | null; clientVersion: string | null } {
  return { platform: client.platform, clientVersion: client.version }
}
