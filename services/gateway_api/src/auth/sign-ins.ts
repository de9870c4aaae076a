import type { Database } from '@rpg-bot/database'
import { type ProblemCode, type RequestLogger, RpgError, type Schema } from '@rpg-bot/rpg_contracts'
import type { GatewayEvents } from '../events.ts'
import { createId } from '../ids.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { profileOf } from '../users/telegram-profile.ts'
import { meOf, type UserRow, userStore } from '../users/user-store.ts'
import { ACCESS_TOKEN_LIFE_SECONDS, type AccessTokens } from './access-tokens.ts'
import type { VerifyLaunchData } from './launch-data.ts'
import { launchDataStore } from './launch-data-store.ts'
import { decideRotation } from './refresh-rotation.ts'
import { createRefreshToken, readRefreshToken } from './refresh-token.ts'
import { type RefreshFamily, refreshTokenStore } from './refresh-token-store.ts'
import type { Revocations } from './revocations.ts'
import { type Client, type RevocationReason, type SignInRow, signInStore } from './sign-in-store.ts'

/** What it takes to answer with tokens. */
type Grant = {
  readonly user: UserRow
  readonly signIn: SignInRow
  readonly refreshToken: string
  readonly lostReply: boolean
}

/** Expected outcomes of a refresh that are no grant. */
type RefreshRefusal = { readonly code: ProblemCode; readonly revoke?: SignInRow }

/** Whether one more is allowed, and when to try again, in milliseconds. */
type Counted = { readonly allowed: boolean; readonly resetMs: number }

/** Where a request comes from and who hears of it. */
type From = { readonly client: Client; readonly address: string; readonly log: RequestLogger }

/** Signing in, staying signed in and signing out. */
export type SignIns = ReturnType<typeof createSignIns>

/** Makes the one place where sign-ins begin, go on and end. */
export function createSignIns(options: {
  database: Pick<Database, 'kysely'>
  unitOfWork: Pick<UnitOfWork, 'run'>
  accessTokens: AccessTokens
  verifyLaunchData: VerifyLaunchData
  launchDataMaxAgeSeconds: number
  revocations: Pick<Revocations, 'tell'>
  /** Counts a sign-in of a Telegram user whose launch data was proven. */
  countSignIn: (telegramUserId: number, address: string) => Counted | Promise<Counted>
  events: GatewayEvents
  clock?: () => number
}) {
  const { database, unitOfWork, accessTokens, revocations, events, clock = Date.now } = options

  return {
    /**
     * Trades launch data for tokens.
     *
     * @throws RpgError with one of the codes of launch data, `init_data_reuse_limit` or
     *   `rate_limited`
     */
    async signIn(raw: string, { client, address, log }: From): Promise<Schema<'AuthTokens'>> {
      const now = clock()
      const verified = options.verifyLaunchData(raw, now)
      if (!verified.ok) {
        events.refused(log, { code: verified.code, client, why: verified.detail })
        throw new RpgError(verified.code)
      }
      const { data } = verified
      const { allowed, resetMs } = await options.countSignIn(data.user.id, address)
      if (!allowed) throw new RpgError('rate_limited', { retryAfterMs: Math.max(1000, resetMs) })
      const expiresAt = (data.authDate + options.launchDataMaxAgeSeconds) * 1000
      const grant = await unitOfWork.run(async ({ transaction }) => {
        const signInId = createId(now)
        const use = { digest: Buffer.from(data.fingerprint, 'hex'), signInId, expiresAt: new Date(expiresAt) }
        if (!(await launchDataStore.claim(transaction, use))) return undefined
        const user = await userStore.upsert(transaction, profileOf(data.user), new Date(now))
        const of = { id: signInId, userId: user.id, client, now: new Date(now) }
        const signIn = await signInStore.create(transaction, of)
        const { token, digest } = createRefreshToken()
        await refreshTokenStore.create(transaction, {
          signInId,
          digest,
          predecessor: null,
          now: new Date(now),
        })
        return { user, signIn, refreshToken: token, lostReply: false }
      })
      if (grant === undefined) {
        events.refused(log, { code: 'init_data_reuse_limit', client })
        throw new RpgError('init_data_reuse_limit', {
          detail: 'Close the app and open it again from Telegram.',
          retryAfterMs: Math.max(1000, expiresAt - now),
        })
      }
      const ageSeconds = Math.floor(now / 1000) - data.authDate
      const { user, signIn } = grant
      events.signedIn(log, { userId: user.id, signInId: signIn.id, client, proof: data.proof, ageSeconds })
      return tokensOf(grant)
    },

    /**
     * Trades a refresh token for new tokens.
     *
     * @throws RpgError `refresh_token_invalid`, `refresh_token_expired`, `refresh_token_reused` or
     *   `sign_in_revoked`
     */
    async refresh(token: string, log: RequestLogger): Promise<Schema<'AuthTokens'>> {
      const digest = readRefreshToken(token)
      const now = new Date(clock())
      const outcome: Grant | RefreshRefusal =
        digest === undefined
          ? { code: 'refresh_token_invalid' }
          : await unitOfWork.run(async ({ transaction }) => {
              const family = await refreshTokenStore.lockFamily(transaction, digest)
              const refusal = refusalOf(family, now)
              if (refusal !== undefined || family === undefined)
                return refusal ?? { code: 'refresh_token_invalid' }
              const { signIn, presented, living } = family
              const decision = decideRotation(presented, living, now)
              if (decision === 'reused') {
                // Returned and not thrown: the revocation has to be committed.
                const why = { userId: signIn.user_id, signInId: signIn.id, why: 'token_reused' as const, now }
                await signInStore.revoke(transaction, why)
                return { code: 'refresh_token_reused', revoke: signIn }
              }
              if (decision === 'rotate') await refreshTokenStore.markUsed(transaction, presented.digest, now)
              else if (living !== undefined)
                await refreshTokenStore.markReplaced(transaction, living.digest, now)
              const next = createRefreshToken()
              const predecessor = presented.digest
              const of = { signInId: signIn.id, digest: next.digest, predecessor, now }
              await refreshTokenStore.create(transaction, of)
              await signInStore.touch(transaction, signIn.id, now)
              const user = await userStore.find(transaction, signIn.user_id)
              if (user === undefined) return { code: 'sign_in_revoked' }
              return { user, signIn, refreshToken: next.token, lostReply: decision === 'replace_successor' }
            })
      if (!('code' in outcome)) {
        events.refreshed(log, { signInId: outcome.signIn.id, lostReply: outcome.lostReply })
        return tokensOf(outcome)
      }
      events.refused(log, { code: outcome.code })
      if (outcome.revoke !== undefined) {
        const { id, user_id: userId } = outcome.revoke
        ended({ userId, signInIds: [id], reason: 'token_reused' }, log)
      }
      throw new RpgError(outcome.code, { detail: 'Sign in anew from Telegram.' })
    },

    /** Living sign-ins of a person, the most recently used first. */
    async list(
      userId: string,
      page: { limit: number; after?: readonly [Date, string] },
    ): Promise<SignInRow[]> {
      return signInStore.list(database.kysely, { userId, now: new Date(clock()), ...page })
    },

    /** Ends a sign-in. Ending an ended one changes nothing. @throws RpgError `sign_in_not_found` */
    async end(
      of: { readonly userId: string; readonly signInId: string; readonly why: 'signed_out' | 'revoked' },
      log: RequestLogger,
    ): Promise<void> {
      if (!(await signInStore.revoke(database.kysely, { ...of, now: new Date(clock()) }))) {
        throw new RpgError('sign_in_not_found')
      }
      ended({ userId: of.userId, signInIds: [of.signInId], reason: of.why }, log)
    },

    /** After sign-ins were ended in the database: their access tokens stop working too. */
    ended,
  }

  function ended(
    of: { readonly userId: string; readonly signInIds: readonly string[]; readonly reason: RevocationReason },
    log: RequestLogger,
  ): void {
    revocations.tell(of.signInIds)
    events.revoked(log, of)
  }

  async function tokensOf({ user, signIn, refreshToken }: Grant): Promise<Schema<'AuthTokens'>> {
    return {
      accessToken: await accessTokens.issue({ userId: user.id, signInId: signIn.id }),
      tokenType: 'Bearer',
      expiresIn: ACCESS_TOKEN_LIFE_SECONDS,
      refreshToken,
      refreshExpiresAt: signIn.expires_at.toISOString(),
      signInId: signIn.id,
      user: meOf(user),
    }
  }
}

function refusalOf(family: RefreshFamily | undefined, now: Date): RefreshRefusal | undefined {
  if (family === undefined) return { code: 'refresh_token_invalid' }
  if (family.signIn.revoked_at !== null) return { code: 'sign_in_revoked' }
  if (family.signIn.expires_at <= now) return { code: 'refresh_token_expired' }
  return undefined
}
