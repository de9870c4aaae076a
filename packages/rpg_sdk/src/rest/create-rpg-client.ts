import { type CallerOptions, createCaller } from './call.ts'
import { operation, pagedOperation } from './operation.ts'

/** Options of {@link createRpgClient}. */
export type RpgClientOptions = CallerOptions

/** The REST side of RPG-Bot, by domain. */
export type RpgClient = ReturnType<typeof createRpgClient>

/**
 * Makes a client of the REST API: typed operations by domain, retries that honour `Retry-After` with one
 * idempotency key for all attempts, problems by code, pages as iterators.
 *
 * @example
 * const rpg = createRpgClient({ baseUrl: 'https://example.org', auth })
 * for await (const campaign of rpg.campaigns.list.items()) console.log(campaign.name)
 */
export function createRpgClient(options: RpgClientOptions) {
  const call = createCaller(options)
  return {
    status: { get: operation(call, 'getStatus') },
    auth: {
      signIn: operation(call, 'signInWithTelegram'),
      refresh: operation(call, 'refreshSignIn'),
      signOut: operation(call, 'signOut'),
      listSignIns: pagedOperation(call, 'listSignIns'),
      revokeSignIn: operation(call, 'revokeSignIn'),
      getJwks: operation(call, 'getJwks'),
    },
    users: {
      getMe: operation(call, 'getMe'),
      updateMe: operation(call, 'updateMe'),
      deleteMe: operation(call, 'deleteMe'),
      exportMe: operation(call, 'exportMe'),
    },
    campaigns: {
      create: operation(call, 'createCampaign'),
      list: pagedOperation(call, 'listCampaigns'),
      get: operation(call, 'getCampaign'),
      update: operation(call, 'updateCampaign'),
      archive: operation(call, 'archiveCampaign'),
      restore: operation(call, 'restoreCampaign'),
      transfer: operation(call, 'transferCampaign'),
      leave: operation(call, 'leaveCampaign'),
    },
    members: {
      list: pagedOperation(call, 'listMembers'),
      get: operation(call, 'getMember'),
      update: operation(call, 'updateMember'),
      remove: operation(call, 'removeMember'),
    },
    invites: {
      create: operation(call, 'createInvite'),
      list: pagedOperation(call, 'listInvites'),
      revoke: operation(call, 'revokeInvite'),
      preview: operation(call, 'previewInvite'),
      accept: operation(call, 'acceptInvite'),
    },
    sessions: {
      open: operation(call, 'openSession'),
      list: pagedOperation(call, 'listSessions'),
      close: operation(call, 'closeSession'),
    },
    systems: { list: pagedOperation(call, 'listSystems'), get: operation(call, 'getSystem') },
    characters: {
      create: operation(call, 'createCharacter'),
      list: pagedOperation(call, 'listCharacters'),
      get: operation(call, 'getCharacter'),
      update: operation(call, 'updateCharacter'),
      delete: operation(call, 'deleteCharacter'),
    },
    rolls: {
      create: operation(call, 'createRoll'),
      list: pagedOperation(call, 'listRolls'),
      get: operation(call, 'getRoll'),
    },
    party: {
      listEvents: pagedOperation(call, 'listPartyEvents'),
      publish: operation(call, 'publishPartyEvent'),
    },
  }
}
