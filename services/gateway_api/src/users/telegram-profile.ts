import type { TelegramUser } from '@rpg-bot/telegram_auth'

/** What is taken over from Telegram at a sign-in. */
export type TelegramProfile = {
  readonly telegramUserId: number
  readonly displayName: string
  readonly username: string | null
  readonly languageCode: string | null
}

const NAME_LENGTH = 64

/** Shown for somebody whose name at Telegram has no visible character at all. */
const NAMELESS = 'Adventurer'

/**
 * The profile of a Telegram user within the bounds of the contract. Names are whatever people typed: control
 * characters, turns of direction, U+0000 and halves of surrogate pairs would be refused by the database or break a line.
 */
export function profileOf(user: TelegramUser): TelegramProfile {
  const username = clean(user.username)
  return {
    telegramUserId: user.id,
    displayName: clean([user.firstName, user.lastName].join(' ')) ?? username ?? NAMELESS,
    username,
    languageCode: /^[A-Za-z][A-Za-z0-9-]{0,15}$/.test(user.languageCode ?? '')
      ? (user.languageCode ?? null)
      : null,
  }
}

/** A text on one line, cut at 64 code points but never inside a letter with its marks; null when empty. */
function clean(text: string | undefined): string | null {
  const line = (text ?? '')
    .toWellFormed()
    // They would turn the line around the name, too.
    .replaceAll(/[\u202A-\u202E\u2066-\u2069]/gu, '')
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
  if (!/[^\s\p{Cf}\p{M}\u{2800}\u{3164}\u{115F}\u{1160}\u{FFA0}]/u.test(line)) return null
  let cut = ''
  let length = 0
  for (const { segment } of new Intl.Segmenter().segment(line)) {
    length += [...segment].length
    if (length > NAME_LENGTH) break
    cut += segment
  }
  return cut.trim() || [...line].slice(0, NAME_LENGTH).join('')
}
