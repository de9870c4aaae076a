import { expect, test } from 'vitest'
import { inviteLink } from './invite-link.ts'

const code = 'i_AAAAAAAAAAAAAAAAAAAAAA'

test('a link names the bot and its Mini App', () => {
  expect(inviteLink({ botUsername: 'rpg_bot', appName: 'table' }, code)).toBe(
    `https://t.me/rpg_bot/table?startapp=${code}`,
  )
})

test('without a short name the link opens the main Mini App of the bot', () => {
  expect(inviteLink({ botUsername: 'rpg_bot' }, code)).toBe(`https://t.me/rpg_bot?startapp=${code}`)
})

test('an installation that does not know its bot has no links', () => {
  expect(inviteLink(null, code)).toBeNull()
})
