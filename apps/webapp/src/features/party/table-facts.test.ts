import { expect, test } from 'vitest'
import { formerOf, parseFacts } from './table-facts.ts'

test('what was kept comes back, anything else is nothing', () => {
  const facts = { campaign: { name: 'Coast' }, members: [], characters: [], former: [] }
  expect(parseFacts(JSON.stringify(facts))).toEqual(facts)
  for (const text of [
    null,
    '',
    '{',
    '[]',
    'null',
    '{"campaign":{},"members":[],"characters":[],"former":[]}',
  ]) {
    expect(parseFacts(text)).toBeNull()
  }
})

test('who leaves keeps the name, who comes back is no former member', () => {
  const person = (userId: string) => ({ userId, displayName: `name of ${userId}`, role: 'player' as const })
  const once = formerOf([person('a')], { members: [person('a'), person('b')], former: [] })
  expect(once).toEqual([{ userId: 'b', displayName: 'name of b' }])
  expect(formerOf([person('a')], { members: [person('a')], former: once })).toEqual(once)
  expect(formerOf([person('a'), person('b')], { members: [person('a')], former: once })).toEqual([])
})
