import { randomBytes as systemRandomBytes } from 'node:crypto'
import { createAccess, type Executor } from '../access/access.ts'
import type { Idempotent } from '../idempotency/idempotent.ts'
import { createId as createSystemId } from '../ids.ts'
import { createInviteChanges } from '../invites/invite-changes.ts'
import type { RandomBytes } from '../invites/invite-code.ts'
import { createInviteHandlers } from '../invites/invite-handlers.ts'
import type { InviteLinkTarget } from '../invites/invite-link.ts'
import { createMemberChanges } from '../members/member-changes.ts'
import { createMemberHandlers } from '../members/member-handlers.ts'
import { createTransferCampaign } from '../members/transfer-campaign.ts'
import { createSessionChanges } from '../sessions/session-changes.ts'
import { createSessionHandlers } from '../sessions/session-handlers.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { createCampaignChanges } from './campaign-changes.ts'
import { createCampaignHandlers } from './campaign-handlers.ts'

/**
 * Puts together everything about campaigns, members, invites and evenings.
 *
 * @param dependencies.reader the database, for reading
 * @param dependencies.isKnownSystem whether characters of that rule system can be made
 * @param dependencies.linkTarget the bot of this installation, or null when it has none
 * @param dependencies.randomBytes a cryptographic source; the system's unless given
 * @returns their handlers, and `leaveAllCampaigns` for whoever deletes an account
 */
export function createCampaignDomain(dependencies: {
  reader: Executor
  unitOfWork: Pick<UnitOfWork, 'run'>
  idempotent: Pick<Idempotent, 'run'>
  isKnownSystem: (systemId: string) => boolean
  linkTarget: InviteLinkTarget | null
  clock?: () => Date
  randomBytes?: RandomBytes
  createId?: () => string
}) {
  const {
    clock = () => new Date(),
    randomBytes = systemRandomBytes,
    createId = () => createSystemId(),
    ...given
  } = dependencies
  const access = createAccess()
  const members = createMemberChanges({ access })
  const shared = { ...given, access, clock }
  return {
    handlers: {
      ...createCampaignHandlers({
        ...shared,
        changes: createCampaignChanges({ access, isKnownSystem: given.isKnownSystem, createId }),
      }),
      ...createMemberHandlers({
        ...shared,
        changes: members,
        transferCampaign: createTransferCampaign({ access }),
      }),
      ...createInviteHandlers({ ...shared, changes: createInviteChanges({ access, randomBytes, createId }) }),
      ...createSessionHandlers({ ...shared, changes: createSessionChanges({ access, createId }) }),
    },
    /** @see MemberChanges.leaveAll */
    leaveAllCampaigns: members.leaveAll,
  }
}
