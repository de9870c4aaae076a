import { compact } from './compact.ts'

/** Who opened the app. Only `id` identifies; the rest changes at the user's will. */
export type TelegramUser = {
  readonly id: number
  readonly firstName: string
  readonly lastName?: string
  readonly username?: string
  /** IETF language tag of the client's interface. */
  readonly languageCode?: string
  readonly photoUrl?: string
  readonly isPremium?: boolean
  readonly allowsWriteToPm?: boolean
}

// https://core.telegram.org/bots/webapps#webappuser
type SignedUser = {
  id: number
  first_name: string
  last_name?: string
  username?: string
  language_code?: string
  photo_url?: string
  is_bot?: boolean
  is_premium?: boolean
  added_to_attachment_menu?: boolean
  allows_write_to_pm?: boolean
}

const optionalTypes: Readonly<Record<Exclude<keyof SignedUser, 'id' | 'first_name'>, 'string' | 'boolean'>> =
  {
    last_name: 'string',
    username: 'string',
    language_code: 'string',
    photo_url: 'string',
    is_bot: 'boolean',
    is_premium: 'boolean',
    added_to_attachment_menu: 'boolean',
    allows_write_to_pm: 'boolean',
  }

/** Reads the `user` field; null when it is not JSON of the documented shape. Unknown members pass. */
export function parseUser(json: string | undefined): TelegramUser | null {
  const user = parseJson(json ?? '')
  if (!isSignedUser(user)) return null
  return compact({
    id: user.id,
    firstName: user.first_name,
    lastName: user.last_name,
    username: user.username,
    languageCode: user.language_code,
    photoUrl: user.photo_url,
    isPremium: user.is_premium,
    allowsWriteToPm: user.allows_write_to_pm,
  })
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

function isSignedUser(value: unknown): value is SignedUser {
  if (typeof value !== 'object' || value === null) return false
  const members = new Map<string, unknown>(Object.entries(value))
  const id = members.get('id')
  if (!Number.isSafeInteger(id) || Number(id) <= 0 || typeof members.get('first_name') !== 'string')
    return false
  return Object.entries(optionalTypes).every(
    ([name, type]) => !members.has(name) || typeof members.get(name) === type,
  )
}
