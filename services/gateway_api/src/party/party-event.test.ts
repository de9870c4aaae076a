import { events } from '@rpg-bot/rpg_contracts'
import { describe, expect, test } from 'vitest'
import { InvalidEventDataError, partyEvent } from './party-event.ts'

const partyId = '0197e5a0-0000-7000-8000-000000000001'
const actorId = '0197e5a0-0000-7000-8000-000000000002'
const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const now = new Date('2026-11-24T20:00:00.123Z')

describe('an event of a party', () => {
  test('is a CloudEvent that its strict validator accepts once the log gave it a place', () => {
    const type = 'io.rpgbot.campaign.member-joined.v1'
    const data = { userId: actorId, displayName: 'Алёна 🐉', role: 'player' } as const
    const event = partyEvent({ partyId, type, data, actorId, traceId, now })
    const delivered = { ...event.body, sequence: '0000000000000001', streamepoch: 'AAAAAAAAAAA' }
    expect(events[type].validators.strict(delivered)).toBe(true)
    expect(event).toMatchObject({
      type,
      actorId,
      audience: null,
      body: { actor: actorId, time: now.toISOString() },
    })
    expect(event.body['id']).toBe(event.id)
  })

  test('keeps the id it is given and names no actor when the service itself did it', () => {
    const id = '0197e5a0-0000-7000-8000-00000000000a'
    const type = 'io.rpgbot.campaign.campaign-archived.v1'
    const event = partyEvent({ partyId, type, data: {}, actorId: null, traceId, now, id })
    expect(event.id).toBe(id)
    expect('actor' in event.body).toBe(false)
    expect(event.body['traceparent']).toBe(`00-${traceId}-800000000000000a-01`)
  })

  test('is refused when its data does not fit its type', () => {
    const type = 'io.rpgbot.campaign.member-left.v1'
    expect(() => partyEvent({ partyId, type, data: { userId: 'nobody' }, actorId, traceId, now })).toThrow(
      InvalidEventDataError,
    )
  })

  test('is refused when it would be hidden although its type belongs to the whole party', () => {
    const type = 'io.rpgbot.campaign.member-left.v1'
    const data = { userId: actorId }
    expect(() => partyEvent({ partyId, type, data, actorId, audience: [actorId], traceId, now })).toThrow(
      /whole party/,
    )
  })
})
