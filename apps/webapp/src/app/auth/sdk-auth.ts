import type { RpgClient } from '@rpg-bot/rpg_sdk'
import type { AuthPort } from '../services.ts'

export interface SdkAuthOptions {
  /** A client that neither signs its calls nor repeats them: the gate shows each refusal at once. */
  rpg: Pick<RpgClient, 'auth'>
  /** Makes a client that sends this access token. */
  withToken: (accessToken: string) => Pick<RpgClient, 'auth'>
  /** Client and its version as the client names itself. */
  client: { platform: string; version: string } | null
}

/** The three calls around a sign-in, over the SDK. */
export function createSdkAuth({ rpg, withToken, client }: SdkAuthOptions): AuthPort {
  return {
    signIn: (initData) => rpg.auth.signIn({ body: { initData, ...(client !== null && { client }) } }),
    refresh: (refreshToken) => rpg.auth.refresh({ body: { refreshToken } }),
    async signOut(accessToken) {
      await withToken(accessToken).auth.signOut()
    },
  }
}
