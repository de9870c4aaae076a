import { sql } from 'kysely'
import type { ExampleRequest } from './examples.ts'
import { createGateway, type Gateway, type GatewayOptions, type Person } from './gateway.ts'
import { exampleId, exampleNames as id, setTable, type Table } from './table.ts'

/** Everything a request of an example needs to get the answer of the example. */
export type Prepared = {
  readonly gateway: Gateway
  /** Sent where the example sends an access token. */
  readonly accessToken?: string
  /** Which thing of this run each name of the example is. */
  readonly names: Readonly<Record<string, string>>
  /** Whole texts of the request to replace, such as entity tags. */
  readonly values?: Readonly<Record<string, string>>
}

/** Gateways for the states: a usual one that they share, and others for one state alone. */
export type Stage = { readonly shared: Gateway; own(options: GatewayOptions): Promise<Gateway> }

/** Puts a gateway into the state that an example speaks of. */
export type State = (stage: Stage, request: ExampleRequest) => Promise<Prepared>

type Seat = 'gm' | 'first' | 'second'
type Details = { accessToken?: string; names?: Record<string, string>; values?: Record<string, string> }

/** Somebody at the table of the examples, after `prepare`. */
function at(
  seat: Seat,
  prepare: (table: Table, request: ExampleRequest) => Promise<Details | unknown> = async () => ({}),
): State {
  return async ({ shared }, request) => {
    const table = await setTable(shared)
    const prepared = ((await prepare(table, request)) ?? {}) as Details
    const person = table[seat]
    return {
      gateway: shared,
      accessToken: prepared.accessToken ?? person.accessToken,
      names: { ...table.names, [id.signIn]: person.signInId, ...prepared.names },
      values: { ...prepared.values },
    }
  }
}

/** Somebody without a campaign, after `prepare`. */
function alone(
  prepare: (
    person: Person,
    gateway: Gateway,
    request: ExampleRequest,
  ) => Promise<Details | unknown> = async () => ({}),
): State {
  return async ({ shared }, request) => {
    const person = await shared.signIn({ firstName: 'Game master', username: 'lantern_keeper' })
    const prepared = ((await prepare(person, shared, request)) ?? {}) as Details
    const { userId, signInId, accessToken } = person
    return {
      gateway: shared,
      accessToken: prepared.accessToken ?? accessToken,
      names: { [id.gameMaster]: userId, [id.signIn]: signInId, ...prepared.names },
      values: { ...prepared.values },
    }
  }
}

/** Nobody, at a gateway of its own. */
function stranger(
  options: GatewayOptions,
  prepare: (gateway: Gateway) => Promise<unknown> = async () => ({}),
): State {
  return async ({ own }) => {
    const gateway = await own(options)
    await prepare(gateway)
    return { gateway, names: {} }
  }
}

const version = async (etag: Promise<string>): Promise<Details> => ({ values: { '"1"': await etag } })
const campaignVersion = (table: Table) => version(table.etag())
const meVersion = (person: Person) => version(person.call('getMe').then(({ etag }) => etag))
const bodyText = (request: ExampleRequest, name: string): string =>
  String((request.body as Record<string, unknown> | undefined)?.[name] ?? '')

const launch =
  (data: (gateway: Gateway) => string): State =>
  async ({ shared }, request) => ({
    gateway: shared,
    names: {},
    values: { [bodyText(request, 'initData')]: data(shared) },
  })

const characterVersion = async (table: Table) => {
  const { etag } = await table.character()
  return { values: { '"1"': etag } }
}

/** Leaves no seat free, without signing everybody in. */
async function fill(table: Table): Promise<void> {
  const { kysely } = table.gateway.database
  await sql`
    with people as (
      insert into gateway_api.users (id, telegram_user_id, display_name, created_at, updated_at)
      select gen_random_uuid(), 900000000 + number, 'Guest', now(), now() from generate_series(1, 97) as number
      returning id
    )
    insert into gateway_api.members (campaign_id, user_id, role, version, joined_at)
    select ${table.campaignId}, id, 'player', 1, now() from people
  `.execute(kysely)
}

/** The person of the example is not at the table yet: somebody else plays the second seat. */
const invited = (prepare: (table: Table) => Promise<unknown> = async () => ({})): State =>
  at('gm', async (table) => {
    await table.invite()
    await prepare(table)
    const guest = await table.gateway.signIn({ firstName: 'Player 3' })
    return { accessToken: guest.accessToken }
  })

const message = { type: 'io.rpgbot.party.message-posted.v1', data: { text: 'Свет погас. 🌊' } }

/** States by `<operationId>/<case>`. An example without one cannot be replayed, and a test says so. */
export const states: Readonly<Record<string, State>> = {
  'signInWithTelegram/first-time': launch((gateway) =>
    gateway.launchData({ firstName: 'Game master', username: 'lantern_keeper' }),
  ),
  'signInWithTelegram/init-data-invalid': launch(
    () => 'query_id=AAF&user=%7B%22id%22%3A1%7D&auth_date=1764007200&hash=00',
  ),
  'signInWithTelegram/init-data-expired': launch((gateway) =>
    gateway.launchData({}, { authDate: 1764007200 }),
  ),
  'signInWithTelegram/unknown-field': launch((gateway) => gateway.launchData()),
  'refreshSignIn/rotated': alone(async (person, _, request) => ({
    values: { [bodyText(request, 'refreshToken')]: person.refreshToken },
  })),
  'refreshSignIn/refresh-token-reused': alone(async (person, gateway, request) => {
    const once = { body: { refreshToken: person.refreshToken } }
    const { body } = await person.call('refreshSignIn', once)
    await person.call('refreshSignIn', { body: { refreshToken: body['refreshToken'] } })
    gateway.advance(31_000)
    return { values: { [bodyText(request, 'refreshToken')]: person.refreshToken } }
  }),
  'signOut/done': alone(),
  'signOut/token-missing': alone(),
  'listSignIns/one': alone(),
  'listSignIns/token-expired': alone(async (_, gateway) => gateway.advance(11 * 60_000)),
  'revokeSignIn/done': alone(),
  'revokeSignIn/sign-in-not-found': alone(),
  'getJwks/two-keys-in-rotation': stranger({ keys: 2 }),
  'getJwks/rate-limited': stranger({ environment: { GATEWAY_API_PUBLIC_PER_MINUTE: '1' } }, ({ app }) =>
    app.inject('/.well-known/jwks.json'),
  ),
  'getStatus/ok': alone(),
  'getStatus/degraded': async ({ shared, own }) => {
    const { database } = shared
    const away = () => Promise.reject(new Error('The database is away.'))
    const broken = { ...database, ping: away, checkHealth: away }
    return { gateway: await own({ database, overrides: { database: broken } }), names: {} }
  },
  'getStatus/rate-limited': stranger({ environment: { GATEWAY_API_PUBLIC_PER_MINUTE: '1' } }, ({ app }) =>
    app.inject('/v1/status'),
  ),

  'getMe/me': alone(),
  'getMe/unchanged': alone(meVersion),
  'getMe/token-missing': alone(),
  'updateMe/locale': alone(meVersion),
  'updateMe/precondition-failed': alone((person) =>
    person.call('updateMe', { body: { locale: 'ru' }, headers: { 'if-match': '*' } }),
  ),
  'updateMe/precondition-required': alone(),
  'deleteMe/done': alone(meVersion),
  'deleteMe/game-master-must-transfer': at('gm', ({ gm }) => meVersion(gm)),
  'exportMe/everything': at('gm', async (table) => {
    const { body } = await table.character(table.gm)
    const { params } = table
    const roll = { expression: '2d6+2', label: 'Смекалка', visibility: 'public', characterId: body['id'] }
    const made = await table.gm.call('createRoll', { params, body: roll })
    return { names: { [id.roll]: made.body['id'] ?? '' } }
  }),
  'exportMe/token-invalid': alone(async () => ({ accessToken: 'eyJhbGciOiJFZERTQSJ9.e30.c2ln' })),

  'createCampaign/created': alone(),
  'createCampaign/blank-name': alone(),
  'createCampaign/system-unknown': alone(),
  'createCampaign/idempotency-key-reused': alone((person, _, request) =>
    person.call('createCampaign', {
      headers: { 'idempotency-key': request.headers?.['idempotency-key'] ?? '' },
      body: { name: 'Первая', systemId: 'minimal' },
    }),
  ),
  'listCampaigns/one': at('gm'),
  'listCampaigns/unknown-parameter': alone(),
  'getCampaign/found': at('gm'),
  'getCampaign/unchanged': at('gm', campaignVersion),
  'getCampaign/campaign-not-found': at('gm'),
  'updateCampaign/renamed': at('gm', campaignVersion),
  'updateCampaign/game-master-required': at('first', campaignVersion),
  'updateCampaign/precondition-required': at('gm'),
  'updateCampaign/precondition-failed': at('gm', async (table) => {
    const change = { params: table.params, headers: { 'if-match': '*' }, body: { summary: 'Туман.' } }
    await table.gm.call('updateCampaign', change)
  }),
  'archiveCampaign/archived': at('gm', campaignVersion),
  'archiveCampaign/game-master-required': at('first', campaignVersion),
  'restoreCampaign/restored': at('gm', async (table) => {
    await table.gm.call('archiveCampaign', { params: table.params, headers: { 'if-match': '*' } })
    return campaignVersion(table)
  }),
  'restoreCampaign/campaign-not-found': at('gm'),
  'transferCampaign/handed-over': at('gm', campaignVersion),
  'transferCampaign/member-unknown': at('gm', campaignVersion),

  'listMembers/three': at('gm'),
  'listMembers/campaign-not-found': at('gm'),
  'getMember/found': at('gm'),
  'getMember/member-not-found': at('gm'),
  'updateMember/spectator': at('gm', (table) => version(table.memberEtag(table.first.userId))),
  'updateMember/game-master-role-fixed': at('gm', (table) => version(table.memberEtag(table.gm.userId))),
  'removeMember/done': at('gm'),
  'removeMember/game-master-required': at('second'),
  'leaveCampaign/done': at('first'),
  'leaveCampaign/game-master-must-transfer': at('gm'),

  'createInvite/created': at('gm'),
  'createInvite/game-master-required': at('first'),
  'listInvites/one': at('gm', async (table) => {
    // Those by which the players came are of no interest any more.
    const { body } = await table.gm.call('listInvites', { params: table.params })
    for (const invite of body['items'] as unknown as { id: string }[]) {
      await table.gm.call('revokeInvite', { params: { ...table.params, inviteId: invite.id } })
    }
    await table.invite()
  }),
  'listInvites/game-master-required': at('first'),
  'revokeInvite/done': at('gm', (table) => table.invite()),
  'revokeInvite/invite-not-found': at('gm'),
  'previewInvite/valid': invited(),
  'previewInvite/invite-not-found': alone(),
  'acceptInvite/joined': invited(),
  'acceptInvite/invite-not-found': alone(),
  'acceptInvite/campaign-full': invited(fill),

  'openSession/opened': at('gm', async (table) => {
    await table.session()
    // The third one is about to be opened by the request itself.
    const sessionId = table.names[id.session] ?? ''
    await sql`delete from gateway_api.sessions where id = ${sessionId}`.execute(table.gateway.database.kysely)
    delete table.names[id.session]
  }),
  'openSession/session-already-open': at('gm', (table) => table.session()),
  'listSessions/one': at('gm', async (table) => {
    await table.session()
    const { database } = table.gateway
    await sql`delete from gateway_api.sessions where campaign_id = ${table.campaignId} and number < 3`.execute(
      database.kysely,
    )
  }),
  'listSessions/campaign-not-found': at('gm'),
  'closeSession/closed': at('gm', (table) => table.session()),
  'closeSession/session-not-found': at('gm'),

  'listSystems/one': alone(),
  'listSystems/token-missing': alone(),
  'getSystem/minimal': alone(),
  'getSystem/system-not-found': alone(),
  'createCharacter/created': at('first'),
  'createCharacter/sheet-invalid': at('first'),
  'listCharacters/one': at('first', (table) => table.character()),
  'listCharacters/campaign-not-found': at('first'),
  'getCharacter/found': at('first', (table) => table.character()),
  'getCharacter/character-not-found': at('first'),
  'updateCharacter/wounded': at('first', characterVersion),
  'updateCharacter/owner-required': at('second', characterVersion),
  'updateCharacter/precondition-failed': at('first', async (table) => {
    const { body } = await table.character()
    const params = { ...table.params, characterId: body['id'] ?? '' }
    await table.first.call('updateCharacter', {
      params,
      headers: { 'if-match': '*' },
      body: { name: 'Ольга' },
    })
  }),
  'deleteCharacter/done': at('first', characterVersion),
  'deleteCharacter/precondition-required': at('first', (table) => table.character()),

  'createRoll/public': at('first', (table) => table.character()),
  'createRoll/dice-syntax': at('first'),
  'createRoll/dice-limit': at('first'),
  'listRolls/one': at('first', (table) => table.roll()),
  'listRolls/campaign-not-found': at('first'),
  'getRoll/found': at('first', (table) => table.roll()),
  'getRoll/roll-not-found': at('first'),

  'listPartyEvents/replay': at('first', async (table, request) => {
    const { body: character } = await table.character()
    const params = { partyId: table.campaignId }
    const { body: before } = await table.first.call('listPartyEvents', { params })
    const body = { ...message, data: { ...message.data, characterId: character['id'] } }
    const { body: posted } = await table.first.call('publishPartyEvent', { params, body })
    await table.first.call('publishPartyEvent', { params, body: message })
    const cursor = request.query?.['cursor'] ?? ''
    const position = `${before['epoch']}.${before['head']}`
    const [epoch = ''] = cursor.split('.')
    return {
      names: { [id.event]: posted['id'] ?? '', [epoch]: before['epoch'] ?? '' },
      values: { [cursor]: position },
    }
  }),
  'listPartyEvents/cursor-expired': at('first'),
  'publishPartyEvent/stored': at('first', (table) => table.character()),
  'publishPartyEvent/duplicate': at('first', async (table, request) => {
    const { body: character } = await table.character()
    const body = { ...message, data: { ...message.data, characterId: character['id'] } }
    const headers = { 'idempotency-key': request.headers?.['idempotency-key'] ?? '' }
    await table.first.call('publishPartyEvent', { params: { partyId: table.campaignId }, headers, body })
  }),
  'publishPartyEvent/event-id-conflict': at('first', async (table, request) => {
    const headers = { 'idempotency-key': request.headers?.['idempotency-key'] ?? '' }
    await table.first.call('publishPartyEvent', {
      params: { partyId: table.campaignId },
      headers,
      body: message,
    })
  }),
  'publishPartyEvent/event-not-publishable': at('first'),
}

/** An id that nobody has, as the examples write it. */
export const unknownId = exampleId('63')

/** A stage with its shared gateway; close it at the end. */
export async function createStage(): Promise<Stage & { close(): Promise<void> }> {
  const shared = await createGateway()
  const others: Gateway[] = []
  return {
    shared,
    async own(options) {
      const gateway = await createGateway(options)
      others.push(gateway)
      return gateway
    },
    async close() {
      for (const gateway of [...others.reverse(), shared]) await gateway.close()
    },
  }
}
