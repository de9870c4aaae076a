import { randomUUID } from 'node:crypto'
import { TemporaryDatabaseError } from '@rpg-bot/database'
import type { EventLog, Hint } from '@rpg-bot/party_log'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { partyEvent } from '../src/party/party-event.ts'
import { createUnitOfWork } from '../src/unit-of-work.ts'
import { createTestGateway, type TestGateway } from './support/create-test-gateway.ts'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await createTestGateway()
})
afterAll(() => gateway.close())

const restored = (partyId: string, id = randomUUID()) =>
  partyEvent({
    partyId,
    id,
    type: 'io.rpgbot.campaign.campaign-restored.v1',
    data: {},
    actorId: null,
    traceId: '1'.repeat(32),
    now: new Date(),
  })

test('events of several parties are stored with the rows, and hints go out after the commit only', async () => {
  const unitOfWork = createUnitOfWork({ eventLog: gateway.eventLog })
  const parties = [randomUUID(), randomUUID(), randomUUID()].sort().reverse()
  const hints: Hint[] = []
  const stop = gateway.eventLog.subscribe((hint) => hints.push(hint))
  await unitOfWork.run(async ({ announce }) => {
    for (const partyId of [...parties, ...parties]) announce(partyId, restored(partyId))
    expect(hints).toEqual([])
  })
  stop()
  expect(hints.map(({ partyId, head }) => [partyId, head])).toEqual([...parties].sort().map((id) => [id, 2]))
})

test('work that fails leaves no row, no event and no hint', async () => {
  const unitOfWork = createUnitOfWork({ eventLog: gateway.eventLog })
  const person = await gateway.signIn()
  const partyId = randomUUID()
  const hints: Hint[] = []
  const stop = gateway.eventLog.subscribe((hint) => hints.push(hint))
  const failing = unitOfWork.run(async ({ transaction, announce }) => {
    await transaction
      .updateTable('gateway_api.users')
      .set({ display_name: 'Never' })
      .where('id', '=', person.userId)
      .execute()
    announce(partyId, restored(partyId))
    throw new Error('at the last moment')
  })
  await expect(failing).rejects.toThrow('at the last moment')
  stop()
  expect((await person.call('getMe')).body.displayName).toBe('Player')
  expect((await gateway.eventLog.position(partyId)).head).toBe(0)
  expect(hints).toEqual([])
})

test('an event id that belongs to another event fails the whole unit', async () => {
  const unitOfWork = createUnitOfWork({ eventLog: gateway.eventLog })
  const [partyId, id] = [randomUUID(), randomUUID()]
  await unitOfWork.run(async ({ announce }) => announce(partyId, restored(partyId, id)))
  const other = {
    ...restored(partyId, id),
    ...partyEvent({
      partyId,
      id,
      type: 'io.rpgbot.campaign.member-left.v1',
      data: { userId: randomUUID() },
      actorId: null,
      traceId: '1'.repeat(32),
      now: new Date(),
    }),
  }
  await expect(unitOfWork.run(async ({ announce }) => announce(partyId, other))).rejects.toMatchObject({
    code: 'event_id_conflict',
  })
})

test('a database that is away for a moment is a 503 that says when to try again', async () => {
  const away = new TemporaryDatabaseError('connection', 'unknown', new Error('gone'))
  const eventLog: Pick<EventLog, 'inTransaction'> = { inTransaction: () => Promise.reject(away) }
  await expect(createUnitOfWork({ eventLog }).run(async () => 'never')).rejects.toMatchObject({
    code: 'temporarily_unavailable',
    status: 503,
    retryAfterMs: 1000,
  })
})
