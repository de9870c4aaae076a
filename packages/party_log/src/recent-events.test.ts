import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LogEvent, Position } from './event.ts'
import { defaultEventLogLimits, type EventLogLimits } from './limits.ts'
import { createRecentEvents } from './recent-events.ts'

const party = 'party'

function event(sequence: number, size = 10): LogEvent {
  return {
    partyId: party,
    sequence,
    id: String(sequence),
    type: 't',
    actorId: null,
    audience: null,
    json: 'x'.repeat(size),
  }
}

const run = (from: number, to: number, size?: number): LogEvent[] =>
  Array.from({ length: to - from + 1 }, (_, index) => event(from + index, size))

const at = (head: number, floor = 0, epoch = 'e'): Position => ({ epoch, head, floor })

const small: EventLogLimits = { ...defaultEventLogLimits, maxRecentEvents: 8 }

test('nothing is remembered of a party that nobody follows', () => {
  const recent = createRecentEvents(small)
  recent.learn(party, at(3), run(1, 3))
  expect(recent.position(party)).toBeUndefined()
  expect(recent.take(party, 0, 10)).toBeUndefined()
  expect(recent.bytes()).toBe(0)
})

test('whatever is learnt in whatever order, what is given out is the next events without a hole', () => {
  const learning = fc.array(
    fc.record({
      from: fc.integer({ min: 1, max: 40 }),
      length: fc.integer({ min: 0, max: 10 }),
      floor: fc.nat({ max: 20 }),
    }),
    { maxLength: 30 },
  )
  fc.assert(
    fc.property(learning, (steps) => {
      const recent = createRecentEvents(small)
      recent.follow(party)
      let floor = 0
      for (const step of steps) {
        floor = Math.max(floor, step.floor)
        recent.learn(party, at(60, floor), run(step.from, step.from + step.length - 1))
        let held = 0
        for (let after = 0; after <= 60; after += 1) {
          const events = recent.take(party, after, 100)
          if (events === undefined) continue
          expect(after).toBeGreaterThanOrEqual(floor)
          expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => after + 1 + index))
          held = Math.max(held, events.length)
        }
        expect(held).toBeLessThanOrEqual(small.maxRecentEvents)
      }
    }),
  )
})

test('keeps the newest when the party or the process has too much', () => {
  const limits = { ...defaultEventLogLimits, maxRecentBytes: 50, maxRecentBytesTotal: 70 }
  const recent = createRecentEvents(limits)
  recent.follow(party)
  recent.follow('other')
  recent.learn(party, at(9), run(1, 9))
  expect(recent.take(party, 3, 10)).toBeUndefined()
  expect(recent.take(party, 4, 10)).toHaveLength(5)
  recent.learn('other', at(4), run(1, 4))
  expect(recent.bytes()).toBeLessThanOrEqual(70)
  expect(recent.take(party, 4, 10)).toBeUndefined()
  expect(recent.take('other', 0, 10)).toHaveLength(4)
  expect(recent.position(party)).toEqual(at(9))
})

test('a new epoch voids what was held under the old one', () => {
  const recent = createRecentEvents(small)
  recent.follow(party)
  recent.learn(party, at(3), run(1, 3))
  recent.learn(party, at(4, 0, 'new'), run(4, 4))
  expect(recent.take(party, 1, 10)).toBeUndefined()
  expect(recent.take(party, 3, 10)).toHaveLength(1)
  expect(recent.position(party)).toEqual(at(4, 0, 'new'))
})

test('the memory is given back when the last follower stops, and stopping twice counts once', () => {
  const recent = createRecentEvents(small)
  const first = recent.follow(party)
  const second = recent.follow(party)
  recent.learn(party, at(3), run(1, 3))
  first.stop()
  first.stop()
  expect(recent.bytes()).toBe(30)
  second.stop()
  expect(recent.bytes()).toBe(0)
  expect(recent.position(party)).toBeUndefined()
})
