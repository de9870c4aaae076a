import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestGateway, type Person, type TestGateway } from './support/create-test-gateway.ts'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await createTestGateway()
})
afterAll(() => gateway.close())

/** A table with a character and rolls of its player. */
async function playedTable() {
  const [master, player] = [await gateway.signIn(), await gateway.signIn({ firstName: 'Игрок' })]
  const { body: campaign } = await master.call('createCampaign', {
    body: { name: 'Стол', systemId: 'minimal' },
  })
  const params = { campaignId: campaign.id }
  const invite = await master.call('createInvite', { params, body: { role: 'player' } })
  await player.call('acceptInvite', { body: { code: invite.body.code } })
  const character = await player.call('createCharacter', { params, body: { name: 'Ёжик 🦔' } })
  expect(character.status).toBe(201)
  const roll = async (who: Person, visibility: 'public' | 'gm' | 'self') => {
    const { status, body } = await who.call('createRoll', {
      params,
      body: { expression: '2d6+1', visibility },
    })
    expect(status).toBe(201)
    return body
  }
  const rolls = [await roll(player, 'public'), await roll(player, 'gm'), await roll(player, 'self')]
  const hidden = await roll(master, 'self')
  return { master, player, params, character: character.body, rolls, hidden }
}

test('the export holds characters and rolls of the person, hidden ones too, and none of the others', async () => {
  const { player, character, rolls, hidden } = await playedTable()
  const { body } = await player.call('exportMe')
  expect(body.characters).toEqual([character])
  expect(body.rolls.map(({ id }) => id).toSorted()).toEqual(rolls.map(({ id }) => id).toSorted())
  expect(JSON.stringify(body)).not.toContain(hidden.id)
  expect(JSON.stringify(body)).not.toContain('seed')
})

describe('deleting the account', () => {
  test('deletes the characters and tells the table, and leaves the rolls that were seen', async () => {
    const { master, player, params, character, rolls } = await playedTable()
    const { status } = await player.call('deleteMe', { headers: { 'if-match': '*' } })
    expect(status).toBe(204)
    expect((await master.call('listCharacters', { params })).body.items).toEqual([])
    const seen = (await master.call('listRolls', { params })).body.items.map(({ id }) => id)
    expect(seen).toContain(rolls[0]?.id)
    expect((await master.call('listMembers', { params })).body.items).toHaveLength(1)
    const log = await gateway.eventLog.read(params.campaignId, { after: 0 })
    if (!log.ok) throw new Error(log.reason)
    expect(log.events.slice(-2).map(({ type, actorId }) => [type, actorId])).toEqual([
      ['io.rpgbot.character.character-deleted.v1', player.userId],
      ['io.rpgbot.campaign.member-left.v1', player.userId],
    ])
    expect(log.events.at(-2)?.json).toContain(character.id)
  })

  test('that is refused deletes nothing at any table', async () => {
    const { player, params, character } = await playedTable()
    const own = await player.call('createCampaign', { body: { name: 'Свой', systemId: 'minimal' } })
    const guest = await gateway.signIn()
    const invite = await player.call('createInvite', {
      params: { campaignId: own.body.id },
      body: { role: 'spectator' },
    })
    await guest.call('acceptInvite', { body: { code: invite.body.code } })
    const { problem } = await player.call('deleteMe', { headers: { 'if-match': '*' } })
    expect(problem).toMatchObject({ status: 409, code: 'game_master_must_transfer' })
    const kept = await player.call('getCharacter', { params: { ...params, characterId: character.id } })
    expect(kept.body).toEqual(character)
  })
})
