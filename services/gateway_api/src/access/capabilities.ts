import type { CampaignStatus, Role } from './membership.ts'

/** What somebody may do in a campaign. Names are permanent: clients show and hide buttons by them. */
export type Capability =
  | 'campaign.manage'
  | 'campaign.restore'
  | 'character.create'
  | 'invite.manage'
  | 'member.manage'
  | 'party.publish'
  | 'roll.make'
  | 'scene.set'
  | 'session.manage'

type Table = Readonly<Record<CampaignStatus, Readonly<Record<Role, readonly Capability[]>>>>

/**
 * The one table of who may do what where. An archived campaign can only be read, and taken up again by its
 * game master.
 */
const table: Table = {
  active: {
    gm: [
      'campaign.manage',
      'character.create',
      'invite.manage',
      'member.manage',
      'party.publish',
      'roll.make',
      'scene.set',
      'session.manage',
    ],
    player: ['character.create', 'party.publish', 'roll.make'],
    spectator: [],
  },
  archived: { gm: ['campaign.restore'], player: [], spectator: [] },
}

/** Everything that a role may do in a campaign of that status, sorted by name. */
export function capabilitiesOf(role: Role, status: CampaignStatus): Capability[] {
  return [...table[status][role]]
}
