import { readFileSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createRpgClient, type RpgClient } from '@rpg-bot/rpg_sdk'
import { type LaunchSigner, type Persona, personas } from '@rpg-bot/telegram_sim'
import { type Beat, eventOf, type ToldEvent, untold } from './story.ts'

/** The sample world: texts in both languages, characters and what was said so far. */
interface World {
  readonly campaign: { readonly name: string; readonly summary: string; readonly systemId: string }
  readonly session: string
  readonly characters: readonly {
    readonly player: string
    readonly name: string
    readonly sheet: Record<string, unknown>
  }[]
  readonly story: readonly Beat[]
}

function readWorld(): World {
  return JSON.parse(readFileSync(new URL('../seed/lantern-coast.json', import.meta.url), 'utf8')) as World
}

/** How a person of the simulator is reached. */
type ClientOf = (key: string) => Promise<RpgClient>

/**
 * Plays the beginning of the sample campaign through the public API, as the people of the simulator would. Every
 * step looks first whether it was done, so a start that was killed in the middle is completed by the next. When
 * all is there, the id of the campaign goes into the marker: from then on the world is the people's own, and
 * what they removed stays away. Does nothing when the game master has other campaigns only.
 *
 * @param options.marker path of the file that remembers a finished world
 */
export async function seedWorld(options: {
  url: string
  signer: LaunchSigner
  marker: string
  clock?: () => number
}): Promise<void> {
  const { url, signer, marker, clock = Date.now } = options
  const world = readWorld()
  const clientOf = createClients({ url, signer, clock })
  const master = await clientOf('gm')
  const campaigns = await collect(master.campaigns.list.items())
  const finished = await readMarker(marker)
  // A marker of another database, such as one that was thrown away, says nothing about this one.
  if (campaigns.some(({ id }) => id === finished)) return
  const begun = campaigns.find(({ name, role }) => name === world.campaign.name && role === 'gm')
  if (begun === undefined && campaigns.length > 0) return

  const { id: campaignId } =
    begun ??
    (await master.campaigns.create({ body: world.campaign }, { idempotencyKey: 'sample-world:campaign' }))
  await seatPlayers(campaignId, clientOf)
  await addCharacters({ campaignId, world, clientOf })
  const sessions = await master.sessions.list({ path: { campaignId } })
  if (sessions.items.length === 0) {
    await master.sessions.open({ path: { campaignId }, body: { title: world.session } })
  }
  const log: ToldEvent[] = await collect(master.party.listEvents.items({ path: { partyId: campaignId } }))
  for (const beat of untold(world.story, log)) await play(await clientOf(beat.by), campaignId, beat)
  await mkdir(dirname(marker), { recursive: true })
  await writeFile(marker, `${campaignId}\n`)
}

async function readMarker(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}

async function seatPlayers(campaignId: string, clientOf: ClientOf): Promise<void> {
  const master = await clientOf('gm')
  const path = { campaignId }
  const seated = new Set((await collect(master.members.list.items({ path }))).map(({ userId }) => userId))
  let code: string | undefined
  for (const { key } of personas.filter(({ role }) => role === 'player')) {
    const player = await clientOf(key)
    if (seated.has((await player.users.getMe()).id)) continue
    code ??= (await master.invites.create({ path, body: { role: 'player', maxUses: 10 } })).code
    await player.invites.accept({ body: { code } })
  }
}

async function addCharacters(options: {
  campaignId: string
  world: World
  clientOf: ClientOf
}): Promise<void> {
  const { campaignId, world, clientOf } = options
  const path = { campaignId }
  const master = await clientOf('gm')
  const present = new Set((await collect(master.characters.list.items({ path }))).map(({ name }) => name))
  for (const { player, name, sheet } of world.characters) {
    if (present.has(name)) continue
    const client = await clientOf(player)
    await client.characters.create({ path, body: { name, sheet } })
  }
}

async function play(client: RpgClient, campaignId: string, beat: Beat): Promise<void> {
  if ('roll' in beat) {
    await client.rolls.create({ path: { campaignId }, body: { ...beat.roll, visibility: 'public' } })
  } else await client.party.publish({ path: { partyId: campaignId }, body: eventOf(beat) })
}

function createClients(options: { url: string; signer: LaunchSigner; clock: () => number }): ClientOf {
  const people = new Map<string, RpgClient>()
  return async (key) => {
    const known = people.get(key)
    if (known !== undefined) return known
    const persona = personas.find((one) => one.key === key)
    if (persona === undefined)
      throw new Error(`The sample world names ${key}, whom the simulator does not know.`)
    const client = await signIn(persona, options)
    people.set(key, client)
    return client
  }
}

async function signIn(
  persona: Persona,
  { url, signer, clock }: { url: string; signer: LaunchSigner; clock: () => number },
): Promise<RpgClient> {
  const initData = signer.signInitData({
    user: persona,
    authDate: Math.floor(clock() / 1000),
    chatType: 'private',
    chatInstance: '9900000000',
  })
  const { accessToken } = await createRpgClient({ baseUrl: url }).auth.signIn({ body: { initData } })
  return createRpgClient({ baseUrl: url, auth: { accessToken: async () => accessToken } })
}
