import fc from 'fast-check'
import { expect, test } from 'vitest'
import { message } from '../testing/events.ts'
import { addEvents, addOlder, emptyFeed, type Feed, newestOf, olderCursor } from './feed.ts'

const cursorOf = (sequence: number, epoch = 'abcdefghijk') => ({
  epoch,
  sequence: String(sequence).padStart(16, '0'),
})
const log = Array.from({ length: 12 }, (_, index) => message(index + 1))
const whole = addEvents(emptyFeed, log, cursorOf(12))

test('any split of replay, live, old pages and repeats gives the same feed', () => {
  const part = fc.record({
    from: fc.integer({ min: 0, max: 11 }),
    length: fc.integer({ min: 0, max: 12 }),
    way: fc.constantFrom('live', 'older'),
  })
  fc.assert(
    fc.property(fc.array(part, { maxLength: 10 }), fc.boolean(), (parts, reversed) => {
      let feed: Feed = emptyFeed
      for (const { from, length, way } of parts) {
        const events = log.slice(from, from + length)
        const given = reversed ? events.toReversed() : events
        feed =
          way === 'live'
            ? addEvents(feed, given, cursorOf(Math.min(12, from + length)))
            : addOlder(feed, { events: given, next: null })
      }
      const complete = addEvents(feed, log, cursorOf(12))
      expect(complete.events).toEqual(whole.events)
      expect(complete.cursor).toEqual(whole.cursor)
    }),
    { numRuns: 200 },
  )
})

test('the cursor never goes back', () => {
  expect(addEvents(whole, log.slice(0, 3), cursorOf(3)).cursor).toEqual(cursorOf(12))
})

test('another epoch is another history', () => {
  const other = message(1, { streamepoch: 'zyxwvutsrqp', text: 'anew' })
  const next = addEvents(whole, [other], cursorOf(1, 'zyxwvutsrqp'))
  expect(next.events).toEqual([other])
  expect(addEvents(whole, [other], null).events).toEqual(whole.events)
})

test('reading back goes on before the oldest event, then where the server says', () => {
  expect(olderCursor(emptyFeed)).toBeNull()
  expect(olderCursor(whole)).toBeNull()
  expect(olderCursor(addEvents(emptyFeed, log.slice(5), cursorOf(12)))).toBe('abcdefghijk.0000000000000006')
  expect(olderCursor(addOlder(whole, { events: [], next: 'abcdefghijk.0000000000000001' }))).toBe(
    'abcdefghijk.0000000000000001',
  )
  expect(olderCursor(addOlder(whole, { events: [], next: null }))).toBeNull()
})

test('the kept part is bounded and goes on from the same cursor', () => {
  const kept = newestOf(addOlder(whole, { events: [], next: null }), 4)
  expect(kept.events).toEqual(log.slice(-4))
  expect(kept.cursor).toEqual(cursorOf(12))
  expect(olderCursor(kept)).toBe('abcdefghijk.0000000000000009')
})
