import { expect, test } from 'vitest'
import { parseFacts } from './table-facts.ts'

test('what was kept comes back, anything else is nothing', () => {
  const facts = { campaign: { name: 'Coast' }, members: [], characters: [] }
  expect(parseFacts(JSON.stringify(facts))).toEqual(facts)
  for (const text of [null, '', '{', '[]', 'null', '{"campaign":{},"members":[],"characters":[]}']) {
    expect(parseFacts(text)).toBeNull()
  }
})
