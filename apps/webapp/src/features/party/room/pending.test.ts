import { expect, test } from 'vitest'
import { message } from '../testing/events.ts'
import { nextPending, type Pending, type PendingEvent } from './pending.ts'

const said = (sequence: number): Pending => ({
  id: message(sequence).id,
  type: 'io.rpgbot.party.message-posted.v1',
  data: { text: `№${sequence}` },
  at: 0,
  status: 'sending',
  code: null,
})
const play = (...events: PendingEvent[]) => events.reduce<readonly Pending[]>(nextPending, [])

test('what was said waits in order and only once', () => {
  const pending = play(
    { type: 'said', entry: said(1) },
    { type: 'said', entry: said(2) },
    { type: 'said', entry: said(1) },
  )
  expect(pending.map(({ id }) => id)).toEqual([said(1).id, said(2).id])
})

test('it is gone when the feed shows it', () => {
  const pending = play(
    { type: 'said', entry: said(1) },
    { type: 'said', entry: said(2) },
    { type: 'seen', events: [message(1)] },
  )
  expect(pending).toEqual([said(2)])
})

test('a refusal keeps the words and its reason; a second try clears the reason', () => {
  const refused = play(
    { type: 'said', entry: said(1) },
    { type: 'refused', id: said(1).id, code: 'role_forbidden' },
  )
  expect(refused).toMatchObject([{ status: 'failed', code: 'role_forbidden', data: { text: '№1' } }])
  expect(nextPending(refused, { type: 'retried', id: said(1).id })).toEqual([said(1)])
  expect(nextPending(refused, { type: 'dropped', id: said(1).id })).toEqual([])
})

test('events of others change nothing', () => {
  const pending = play({ type: 'said', entry: said(1) })
  expect(nextPending(pending, { type: 'seen', events: [message(7)] })).toBe(pending)
})
