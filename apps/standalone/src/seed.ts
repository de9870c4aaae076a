import { readFileSync } from 'node:fs'
import { createRpgClient, type RpgClient } from '@rpg-bot/rpg_sdk'
import { type LaunchSigner, type Persona, personas } from '@rpg-bot/telegram_sim'

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

/** One thing that happened at the table: who did it, and what. */
type Beat = { readonly by: string } & (
  | { readonly say: string }
  | { readonly note: string }
  | { readonly scene: { readonly title: string; readonly description: string } }
  | { readonly roll: { readonly expression: string; readonly label: string } }
)

function readWorld(): World {
  return JSON.parse(readFileSync(new URL('../seed/lantern-coast.json', import.meta.url), 'utf8')) as World
}

/**
 * Plays the beginning of the sample campaign through the public API, as the people of the simulator would.
 * Does nothing when the game master has a campaign already.
 */
export async function seedWorld(options: {
  url: string
  signer: LaunchSigner
  clock?: () => number
}): Promise<void> {
  const { url, signer, clock = Date.now } = options
  const world = readWorld()
  const people = new Map<string, RpgClient>()
  const clientOf = async (key: string): Promise<RpgClient> => {
    const known = people.get(key)
    if (known !== undefined) return known
    const persona = personas.find((one) => one.key === key)
    if (persona === undefined)
      throw new Error(`The sample world names ${key}, whom the simulator does not know.`)
    const client = await signIn(persona, { url, signer, clock })
    people.set(key, client)
    return client
  }
  const master = await clientOf('gm')
  const { items } = await master.campaigns.list()
  if (items.length > 0) return

  const campaign = await master.campaigns.create({ body: world.campaign })
  const path = { campaignId: campaign.id }
  const { code } = await master.invites.create({ path, body: { role: 'player', maxUses: 10 } })
  for (const { key } of personas.filter(({ role }) => role === 'player')) {
    const player = await clientOf(key)
    await player.invites.accept({ body: { code } })
  }
  for (const { player, name, sheet } of world.characters) {
    const client = await clientOf(player)
    await client.characters.create({ path, body: { name, sheet } })
  }
  await master.sessions.open({ path, body: { title: world.session } })
  for (const beat of world.story) await play(await clientOf(beat.by), campaign.id, beat)
}

async function play(client: RpgClient, campaignId: string, beat: Beat): Promise<void> {
  const publish = (type: string, data: Record<string, unknown>) =>
    client.party.publish({ path: { partyId: campaignId }, body: { type, data } })
  if ('say' in beat) await publish('io.rpgbot.party.message-posted.v1', { text: beat.say })
  else if ('note' in beat) await publish('io.rpgbot.party.note-added.v1', { text: beat.note })
  else if ('scene' in beat) await publish('io.rpgbot.party.scene-set.v1', beat.scene)
  else await client.rolls.create({ path: { campaignId }, body: { ...beat.roll, visibility: 'public' } })
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
