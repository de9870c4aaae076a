import { problemOf } from '../problem.ts'
import type { AuthPort, AuthTokens, Me } from '../services.ts'
import type { RefreshTokenStore } from './refresh-token-store.ts'

export interface SessionOptions {
  auth: AuthPort
  store: RefreshTokenStore
  /** Milliseconds since 1970. */
  now: () => number
  /** Called when the server has ended this sign-in; more than once if several requests were waiting. */
  onLost: () => void
}

/** Tokens of this visit. The access token lives in this closure and nowhere else. */
export interface Session {
  signIn(initData: string): Promise<Me>
  /** Uses the stored refresh token. */
  resume(): Promise<Me>
  hasStored(): Promise<boolean>
  /**
   * A token that is good for the next request. Pass the one the API just refused to get another. Calls that
   * come together share one refresh, since a refresh token works only once.
   */
  accessToken(refused?: string): Promise<string>
  signOut(): Promise<void>
}

/** Renew this long before the end, so a request in flight does not outlive its token. Milliseconds. */
const margin = 30_000

export function createSession({ auth, store, now, onLost }: SessionOptions): Session {
  let access: { token: string; expires: number } | null = null
  let refreshing: Promise<AuthTokens> | null = null

  const accept = (tokens: AuthTokens): AuthTokens => {
    access = { token: tokens.accessToken, expires: now() + tokens.expiresIn * 1000 }
    // The first screen does not wait for a slow storage; the next load does.
    void store.save(tokens.refreshToken)
    return tokens
  }

  const refreshOnce = async (): Promise<AuthTokens> => {
    const stored = await store.load()
    if (stored === null) throw new NoStoredSignIn()
    try {
      return accept(await auth.refresh(stored))
    } catch (error) {
      // The server has judged the token. Anything else (network, 429, 5xx) may still end well.
      if (problemOf(error).status === 401) {
        access = null
        await store.clear()
      }
      throw error
    }
  }

  const refresh = (): Promise<AuthTokens> => {
    refreshing ??= refreshOnce().finally(() => {
      refreshing = null
    })
    return refreshing
  }

  return {
    signIn: async (initData) => accept(await auth.signIn(initData)).user,
    resume: async () => (await refresh()).user,
    hasStored: async () => (await store.load()) !== null,
    async accessToken(refused) {
      if (access !== null && access.token !== refused && access.expires - margin > now()) return access.token
      try {
        return (await refresh()).accessToken
      } catch (error) {
        if (error instanceof NoStoredSignIn || problemOf(error).status === 401) onLost()
        throw error
      }
    },
    async signOut() {
      const token = access?.token
      access = null
      await store.clear()
      if (token !== undefined) await auth.signOut(token)
    },
  }
}

/** There is nothing to refresh with. It reads as a 401, so everybody treats it like a refused token. */
class NoStoredSignIn extends Error {
  readonly code = 'refresh_token_invalid'
  readonly status = 401

  constructor() {
    super('No sign-in is stored on this device.')
    this.name = 'NoStoredSignIn'
  }
}
