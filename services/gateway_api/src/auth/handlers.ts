import type { Handlers } from '@rpg-bot/rpg_contracts'
import { decodePageCursor, pageOf } from '../http/page-cursor.ts'
import { principalOf } from '../http/principal.ts'
import type { KeyRing } from './key-ring.ts'
import { signInOf } from './sign-in-store.ts'
import type { SignIns } from './sign-ins.ts'

/** Handlers of the domain `auth`. */
export function createAuthHandlers({
  signIns,
  keyRing,
}: {
  signIns: SignIns
  keyRing: Pick<KeyRing, 'published'>
}): Handlers<
  'signInWithTelegram' | 'refreshSignIn' | 'signOut' | 'listSignIns' | 'revokeSignIn' | 'getJwks'
> {
  return {
    async signInWithTelegram({ body, address, log }, { respond }) {
      const client = { platform: body.client?.platform ?? null, version: body.client?.version ?? null }
      return respond(200, await signIns.signIn(body.initData, { client, address, log }))
    },
    async refreshSignIn({ body, log }, { respond }) {
      return respond(200, await signIns.refresh(body.refreshToken, log))
    },
    async signOut(request, { respond }) {
      const { userId, signInId } = principalOf(request)
      await signIns.end({ userId, signInId, why: 'signed_out' }, request.log)
      return respond(204)
    },
    async listSignIns(request, { respond }) {
      const { userId, signInId } = principalOf(request)
      const { cursor, limit = 50 } = request.query
      const after = decodePageCursor(cursor, ['timestamp', 'uuid'])
      const rows = await signIns.list(userId, { limit: limit + 1, ...(after === undefined ? {} : { after }) })
      return respond(
        200,
        pageOf(rows, {
          limit,
          keyOf: (row) => [row.last_used_at, row.id],
          toItem: (row) => signInOf(row, signInId),
        }),
      )
    },
    async revokeSignIn(request, { respond }) {
      const { userId } = principalOf(request)
      await signIns.end({ userId, signInId: request.params.signInId, why: 'revoked' }, request.log)
      return respond(204)
    },
    async getJwks(_request, { respond }) {
      return respond(200, keyRing.published())
    },
  }
}
