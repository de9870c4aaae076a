import { expect, test } from 'vitest'
import { createId } from './ids.ts'

test('an id is a UUID of version 7 and carries its time', () => {
  const now = Date.UTC(2040, 0, 1)
  const id = createId(now)
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(now)
})

test('ids of one process are unique and in the order they were made', () => {
  const ids = Array.from({ length: 20_000 }, () => createId(Date.UTC(2040, 0, 2)))
  expect(new Set(ids).size).toBe(ids.length)
  expect([...ids].sort()).toEqual(ids)
})
