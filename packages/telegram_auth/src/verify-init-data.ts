import { createHash } from 'node:crypto'
import { compact } from './compact.ts'
import { type InitDataFields, parseFields, signedLines } from './fields.ts'
import { checkProof, type InitDataKeys, type InitDataProof } from './proof.ts'
import { type InitDataRefusal, refuse } from './result.ts'
import { parseUser, type TelegramUser } from './user.ts'

/**
 * Checked launch data. It proves who opened the app and when; the rest is context that anybody can arrange
 * with a crafted link, never a permission.
 */
export type InitData = {
  readonly user: TelegramUser
  /** When Telegram signed it, in Unix seconds. */
  readonly authDate: number
  readonly startParam?: string
  readonly chatType?: string
  readonly chatInstance?: string
  readonly queryId?: string
  readonly proof: InitDataProof
  /**
   * SHA-256 of the signed content in hexadecimal, to count how often it was used. Unlike a digest of the
   * raw text it stays the same when fields are reordered or escaped differently.
   */
  readonly fingerprint: string
}

/** What to check launch data against. */
export type VerifyInitDataOptions = InitDataKeys & {
  /** Our clock, in Unix seconds. */
  readonly now: number
  /** Greatest accepted age in seconds; null accepts any age. */
  readonly maxAgeSeconds?: number | null
  /** How far `auth_date` may lie ahead of our clock, in seconds. */
  readonly futureSkewSeconds?: number
}

/** What `verifyInitData` answers. */
export type VerifyInitDataResult = { readonly ok: true; readonly data: InitData } | InitDataRefusal

/**
 * Checks the raw launch data of a Mini App: shape, proof, freshness, schema, in this order, so that unsigned
 * text learns nothing from the answer. Never throws for any text.
 *
 * Source: https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app.
 *
 * @param raw `Telegram.WebApp.initData`, byte for byte as received.
 */
export function verifyInitData(raw: string, options: VerifyInitDataOptions): VerifyInitDataResult {
  const { now, maxAgeSeconds = 3600, futureSkewSeconds = 60 } = options
  const parsed = parseFields(raw)
  if (!parsed.ok) return parsed
  const proven = checkProof(parsed.fields, options)
  if (!proven.ok) return proven
  const age = now - Number(parsed.fields.get('auth_date'))
  if (age < -futureSkewSeconds) return refuse(4, `auth_date lies ${-age} s ahead`)
  if (maxAgeSeconds !== null && age > maxAgeSeconds) return refuse(5, `${age} s old`)
  return readData(parsed.fields, proven.proof)
}

function readData(fields: InitDataFields, proof: InitDataProof): VerifyInitDataResult {
  const user = parseUser(fields.get('user'))
  if (user === null) return refuse(6, 'user is missing or not as documented')
  const startParam = fields.get('start_param')
  if (startParam !== undefined && !/^[\w-]{0,512}$/u.test(startParam))
    return refuse(6, 'start_param is not as documented')
  const data = compact({
    user,
    authDate: Number(fields.get('auth_date')),
    startParam,
    chatType: fields.get('chat_type'),
    chatInstance: fields.get('chat_instance'),
    queryId: fields.get('query_id'),
    proof,
    fingerprint: createHash('sha256')
      .update(signedLines(fields, ['hash', 'signature']))
      .digest('hex'),
  })
  return { ok: true, data }
}
