import {
  deriveHmacKey,
  type InitDataKeys,
  importHmacKey,
  importPublicKey,
  telegramPublicKeys,
} from '@rpg-bot/telegram_auth'
import { textOf, type Vector } from './vector.ts'

/** The keys a row is to be judged by; none when it names none that are usable, so nothing passes. */
export function vectorKeys(vector: Vector): InitDataKeys {
  return isEd25519(vector) ? ed25519Keys(vector) : hmacKeys(vector)
}

function isEd25519(vector: Vector): boolean {
  const method = textOf(vector, 'method')?.toLowerCase()
  return method === undefined ? textOf(vector, 'public_key_hex') !== undefined : /ed25519|third/u.test(method)
}

function ed25519Keys(vector: Vector): InitDataKeys {
  const botId = textOf(vector, 'bot_id')
  const hex = textOf(vector, 'public_key_hex') ?? telegramPublicKeys.production
  if (botId === undefined || !/^[0-9a-f]{64}$/iu.test(hex)) return {}
  return { botId, publicKeys: [importPublicKey(hex)] }
}

function hmacKeys(vector: Vector): InitDataKeys {
  const token = tokenOf(vector)
  return token === undefined ? {} : { hmacKey: importHmacKey(deriveHmacKey(token)) }
}

/** The token in any of the forms seen: in one member, in two, or only its second half. */
function tokenOf(vector: Vector): string | undefined {
  const whole = textOf(vector, 'bot_token') ?? textOf(vector, 'token')
  if (whole !== undefined) return whole
  const [id, key] = [textOf(vector, 'bot_id'), textOf(vector, 'bot_key')]
  return id === undefined || key === undefined ? (key ?? id) : `${id}:${key}`
}
