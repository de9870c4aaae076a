import { createHmac, type KeyObject, timingSafeEqual, verify } from 'node:crypto'
import { type InitDataFields, signedLines } from './fields.ts'
import { type InitDataRefusal, refuse } from './result.ts'

/** Which proof convinced: Telegram's signature, or the hash under the bot's key. */
export type InitDataProof = 'ed25519' | 'hmac'

/** Keys to check proofs with; without any, nothing passes. */
export type InitDataKeys = {
  /** Our bot: the signature covers this number, else data of any stranger's bot would pass. */
  readonly botId?: number | string
  /** Trusted Ed25519 keys. With one, data that carries a signature is judged by it alone. */
  readonly publicKeys?: readonly KeyObject[]
  /** The derived key for data without a signature (clients before Bot API 8.0), or when no public key is given. */
  readonly hmacKey?: KeyObject
}

/** Checks 2 and 3: the proof is there, has the right form, and holds. */
export function checkProof(
  fields: InitDataFields,
  { botId, publicKeys = [], hmacKey }: InitDataKeys,
): { readonly ok: true; readonly proof: InitDataProof } | InitDataRefusal {
  const signature = fields.get('signature')
  if (signature !== undefined && publicKeys.length > 0 && botId !== undefined) {
    return checkSignature(fields, signature, { botId, publicKeys })
  }
  const hash = fields.get('hash')
  if (hash !== undefined && hmacKey !== undefined) return checkHash(fields, hash, hmacKey)
  return refuse(2, 'no proof that a configured key could check')
}

function checkSignature(
  fields: InitDataFields,
  signature: string,
  { botId, publicKeys }: { botId: number | string; publicKeys: readonly KeyObject[] },
): { readonly ok: true; readonly proof: 'ed25519' } | InitDataRefusal {
  const bytes = Buffer.from(signature, 'base64url')
  // Decoding skips what it does not know, so only the text that encodes the bytes again is accepted.
  if (bytes.length !== 64 || bytes.toString('base64url') !== signature) {
    return refuse(2, 'signature is not 64 bytes of base64url')
  }
  const message = Buffer.from(`${botId}:WebAppData\n${signedLines(fields, ['hash', 'signature'])}`)
  const holds = publicKeys.some((key) => verify(null, message, key, bytes))
  return holds ? { ok: true, proof: 'ed25519' } : refuse(3, 'signature does not hold')
}

function checkHash(
  fields: InitDataFields,
  hash: string,
  hmacKey: KeyObject,
): { readonly ok: true; readonly proof: 'hmac' } | InitDataRefusal {
  // The form first: timingSafeEqual throws on unequal lengths.
  if (!/^[0-9a-f]{64}$/u.test(hash)) return refuse(2, 'hash is not 64 lower-case hexadecimal digits')
  const expected = createHmac('sha256', hmacKey)
    .update(signedLines(fields, ['hash']))
    .digest()
  const holds = timingSafeEqual(expected, Buffer.from(hash, 'hex'))
  return holds ? { ok: true, proof: 'hmac' } : refuse(3, 'hash does not hold')
}
