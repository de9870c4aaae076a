import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createInviteCode } from './invite-code.ts'

test('an invite code carries the random bytes it was given, in base64url', () => {
  const code = createInviteCode((size) => new Uint8Array(size).fill(0xff))
  expect(code).toBe('i______________________w')
})

test('an invite code has the form of the contract and fits a start parameter', () => {
  for (let round = 0; round < 50; round += 1) {
    expect(createInviteCode(randomBytes)).toMatch(/^i_[\w-]{22}$/)
  }
})
