import type { NewEvent } from '../src/index.ts'

/** An event as a client would send it; fields can be replaced. */
export function makeEvent(change: Partial<NewEvent> & { data?: unknown } = {}): NewEvent {
  const { data = { text: 'Привет 🎲' }, ...fields } = change
  const id = fields.id ?? crypto.randomUUID()
  const type = fields.type ?? 'io.rpgbot.party.message-posted.v1'
  const body = { specversion: '1.0', id, type, source: '/parties/x', time: new Date().toISOString(), data }
  return { actorId: null, audience: null, body, ...fields, id, type }
}
