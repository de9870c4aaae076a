import {
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto'

/** Who the signed data says opened the app. */
export type LaunchUser = {
  readonly id: number
  readonly firstName: string
  readonly lastName?: string
  readonly username?: string
  readonly languageCode?: string
  readonly photoUrl?: string
  readonly isPremium?: boolean
  readonly allowsWriteToPm?: boolean
}

/** What to sign. The knobs at the end make data that a service must refuse or must tolerate. */
export type LaunchData = {
  readonly user: LaunchUser
  /** When it is signed, in Unix seconds. */
  readonly authDate: number
  readonly startParam?: string
  readonly chatType?: string
  readonly chatInstance?: string
  readonly queryId?: string
  /** Fields of a Telegram newer than this code, signed with the rest. They may also replace a field. */
  readonly extraFields?: Readonly<Record<string, string>>
  /** Fields to leave out, such as `user`. */
  readonly omitFields?: readonly string[]
  /** Which proofs to attach; `hmac` alone is a client before Bot API 8.0. */
  readonly proofs?: readonly ('ed25519' | 'hmac')[]
  /** A field to send twice, which makes the data malformed. */
  readonly duplicateField?: string
}

/** Signs launch data as Telegram would for one bot. */
export type LaunchSigner = ReturnType<typeof createLaunchSigner>

/**
 * Plays Telegram's part for one bot. A service under test trusts `publicKeyHex` (or `hmacKeyHex`) instead of
 * Telegram's key; nothing else trusts it.
 *
 * @param options.privateKey an Ed25519 key; a new pair is made without it.
 * @param options.botToken the token `hash` is made with; a random one without it.
 */
export function createLaunchSigner(options: { botId: number; privateKey?: KeyObject; botToken?: string }) {
  const { botId } = options
  const privateKey = options.privateKey ?? generateKeyPairSync('ed25519').privateKey
  const token = options.botToken ?? `${botId}:${randomBytes(24).toString('base64url')}`
  const hmacKey = createHmac('sha256', 'WebAppData').update(token).digest()

  return {
    botId,
    /** The public key to trust, in hexadecimal. */
    publicKeyHex: publicHexOf(privateKey),
    /** The derived HMAC key to trust, in hexadecimal. */
    hmacKeyHex: hmacKey.toString('hex'),
    /** Signed launch data, as `Telegram.WebApp.initData` would be. */
    signInitData(data: LaunchData): string {
      const fields = collectFields(data)
      const proofs = data.proofs ?? ['ed25519', 'hmac']
      if (proofs.includes('ed25519')) {
        const message = Buffer.from(`${botId}:WebAppData\n${signedLines(fields)}`)
        fields.set('signature', sign(null, message, privateKey).toString('base64url'))
      }
      if (proofs.includes('hmac')) {
        fields.set('hash', createHmac('sha256', hmacKey).update(signedLines(fields)).digest('hex'))
      }
      return encodeFields(fields, data.duplicateField)
    },
  }
}

function publicHexOf(privateKey: KeyObject): string {
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
  return Buffer.from(x, 'base64url').toString('hex')
}

function collectFields(data: LaunchData): Map<string, string> {
  const fields = new Map<string, string>([['user', userJson(data.user)]])
  const optional = {
    chat_instance: data.chatInstance,
    chat_type: data.chatType,
    query_id: data.queryId,
    start_param: data.startParam,
  }
  for (const [name, value] of Object.entries(optional)) if (value !== undefined) fields.set(name, value)
  fields.set('auth_date', String(data.authDate))
  for (const [name, value] of Object.entries(data.extraFields ?? {})) fields.set(name, value)
  for (const name of data.omitFields ?? []) fields.delete(name)
  return fields
}

function userJson(user: LaunchUser): string {
  const json = JSON.stringify({
    id: user.id,
    first_name: user.firstName,
    last_name: user.lastName ?? '',
    username: user.username,
    language_code: user.languageCode,
    is_premium: user.isPremium,
    allows_write_to_pm: user.allowsWriteToPm ?? true,
    photo_url: user.photoUrl,
  })
  // Telegram escapes slashes; a service that serialises the JSON again before checking it would fail.
  return json.replaceAll('/', '\\/')
}

function signedLines(fields: ReadonlyMap<string, string>): string {
  return [...fields]
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('\n')
}

function encodeFields(fields: ReadonlyMap<string, string>, duplicateField: string | undefined): string {
  const pairs = [...fields].map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
  const duplicate = pairs.find(
    (pair) => duplicateField !== undefined && pair.startsWith(`${duplicateField}=`),
  )
  return [...pairs, ...(duplicate === undefined ? [] : [duplicate])].join('&')
}
