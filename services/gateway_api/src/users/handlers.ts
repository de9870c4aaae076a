import type { Database } from '@rpg-bot/database'
import { type Handlers, type RequestLogger, RpgError } from '@rpg-bot/rpg_contracts'
import type { SignIns } from '../auth/sign-ins.ts'
import type { GatewayEvents } from '../events.ts'
import { entityTagOf, requireMatch } from '../http/entity-tag.ts'
import { principalOf } from '../http/principal.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import type { DeleteUser } from './delete-user.ts'
import type { ExportUser } from './export-user.ts'
import { meOf, type UserRow, userStore } from './user-store.ts'

/** Handlers of the domain `users`. */
export function createUserHandlers(options: {
  database: Pick<Database, 'kysely'>
  unitOfWork: Pick<UnitOfWork, 'run'>
  exportUser: ExportUser
  deleteUser: DeleteUser
  signIns: Pick<SignIns, 'ended'>
  events: Pick<GatewayEvents, 'userDeleted'>
  clock?: () => number
}): Handlers<'getMe' | 'updateMe' | 'deleteMe' | 'exportMe'> {
  const { database, unitOfWork, clock = Date.now } = options

  return {
    async getMe(request, { respond }) {
      const row = existing(await userStore.find(database.kysely, principalOf(request).userId))
      return respond(200, meOf(row), { ETag: entityTagOf(row.version) })
    },
    async updateMe(request, { respond }) {
      const { userId } = principalOf(request)
      const row = await unitOfWork.run(async ({ transaction }) => {
        const before = existing(await userStore.lock(transaction, userId))
        requireMatch(request.headers['if-match'], before.version)
        return userStore.update(transaction, before, { ...request.body, now: new Date(clock()) })
      })
      return respond(200, meOf(row), { ETag: entityTagOf(row.version) })
    },
    async deleteMe(request, { respond }) {
      const { userId } = principalOf(request)
      const signInIds = await unitOfWork.run(async (unit) => {
        const before = existing(await userStore.lock(unit.transaction, userId))
        requireMatch(request.headers['if-match'], before.version)
        return options.deleteUser(unit, { userId, traceId: request.traceId, now: new Date(clock()) })
      })
      afterDeletion({ userId, signInIds }, request.log)
      return respond(204)
    },
    async exportMe(request, { respond }) {
      const { userId, signInId } = principalOf(request)
      const row = existing(await userStore.find(database.kysely, userId))
      return respond(200, await options.exportUser(row, { signInId, now: new Date(clock()) }))
    },
  }

  function afterDeletion(of: { userId: string; signInIds: readonly string[] }, log: RequestLogger): void {
    options.signIns.ended({ ...of, reason: 'user_deleted' }, log)
    options.events.userDeleted(log, { userId: of.userId })
  }
}

/** A person who deleted the account has ended the sign-in with it, whatever the token says. */
function existing(row: UserRow | undefined): UserRow {
  if (row === undefined) throw new RpgError('sign_in_revoked')
  return row
}
