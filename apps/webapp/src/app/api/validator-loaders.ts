import type { DomainValidators } from '../contract-check.ts'

/** Fetches the generated validators of each domain of the API, as a chunk of its own. */
export const validatorLoaders = {
  auth: () => import('@rpg-bot/rpg_contracts/validators/auth'),
  campaigns: () => import('@rpg-bot/rpg_contracts/validators/campaigns'),
  characters: () => import('@rpg-bot/rpg_contracts/validators/characters'),
  invites: () => import('@rpg-bot/rpg_contracts/validators/invites'),
  members: () => import('@rpg-bot/rpg_contracts/validators/members'),
  party: () => import('@rpg-bot/rpg_contracts/validators/party'),
  rolls: () => import('@rpg-bot/rpg_contracts/validators/rolls'),
  sessions: () => import('@rpg-bot/rpg_contracts/validators/sessions'),
  status: () => import('@rpg-bot/rpg_contracts/validators/status'),
  systems: () => import('@rpg-bot/rpg_contracts/validators/systems'),
  users: () => import('@rpg-bot/rpg_contracts/validators/users'),
} as const satisfies Record<string, () => Promise<DomainValidators>>

/** A domain of the API. */
export type Domain = keyof typeof validatorLoaders

/** First path segments that are not named like their domain. */
const otherNames: Readonly<Record<string, Domain>> = { parties: 'party', '.well-known': 'auth' }

/**
 * The domain of a route: the last segment of its path that names one, so that
 * `/v1/campaigns/{campaignId}/rolls/{rollId}` belongs to the rolls.
 */
export function domainOf(path: string): Domain | null {
  const isDomain = (name: string): name is Domain => Object.hasOwn(validatorLoaders, name)
  for (const segment of path.split('/').reverse()) {
    if (isDomain(segment)) return segment
    const other = otherNames[segment]
    if (other !== undefined) return other
  }
  return null
}
