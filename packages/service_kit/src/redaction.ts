/** What stands in a log line where a secret was. */
export const redacted = '[redacted]'

// Compared without case, dashes and underscores.
const secretKeys = new Set([
  'authorization',
  'proxyauthorization',
  'cookie',
  'setcookie',
  'secwebsocketprotocol',
  'token',
  'tokens',
  'accesstoken',
  'refreshtoken',
  'bottoken',
  'idtoken',
  'initdata',
  'secret',
  'secrets',
  'clientsecret',
  'secrettoken',
  'xtelegrambotapisecrettoken',
  'password',
  'passphrase',
  'privatekey',
  'signingkey',
  'apikey',
  'invitecode',
  'idempotencykey',
  'signature',
  'hash',
  'connectionstring',
  'databaseurl',
  'redisurl',
])

// Secrets that show their kind in any text, such as the message of an error.
const secretForms: readonly (readonly [RegExp, string])[] = [
  [/\bBearer\s+[\w.~+/=-]+/gi, `Bearer ${redacted}`],
  [/\beyJ[\w-]{6,}\.[\w-]+(\.[\w-]*)?/g, redacted],
  [/\b\d{6,12}:[\w-]{30,}/g, redacted],
  [/(\b(?:hash|signature)=)[\w%-]{16,}/gi, `$1${redacted}`],
  [/\bquery_id=[^\s"']*/g, redacted],
  [/\buser=(?:%7B|\{)[^\s]*/gi, redacted],
  [/(\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/?#]*:)[^\s@/]+@/gi, `$1${redacted}@`],
  [/\bi_[\w-]{22}\b/g, redacted],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, redacted],
]

const maxDepth = 6
const maxText = 8192

/** Takes secrets out of anything on its way to a log. */
export type Redactor = {
  /** A copy without secrets; nested errors keep only their name, code, message, stack and causes. */
  value(value: unknown): unknown
  text(text: string): string
}

/**
 * Makes a redactor that knows the key names and forms of this system's secrets and, in `known`, the exact
 * values of the configured ones. Values shorter than 6 characters are not searched for: they would blank
 * out ordinary words.
 */
export function createRedactor({ known = [] }: { known?: readonly string[] } = {}): Redactor {
  const values = [...new Set(known.flatMap((value) => [value, encodeURIComponent(value)]))]
    .filter((value) => value.length >= 6)
    .sort((a, b) => b.length - a.length)

  function text(original: string): string {
    let result = original.length > maxText ? `${original.slice(0, maxText)}…` : original
    for (const value of values) if (result.includes(value)) result = result.replaceAll(value, redacted)
    for (const [form, replacement] of secretForms) result = result.replace(form, replacement)
    return result
  }

  function value(original: unknown, depth = 0): unknown {
    if (typeof original === 'string') return original.length < 6 ? original : text(original)
    if (typeof original === 'bigint') return String(original)
    if (typeof original !== 'object' || original === null) return original
    if (depth >= maxDepth) return '[deep]'
    if (original instanceof Error) return errorValue(original, depth)
    if (original instanceof Date) return original
    if (ArrayBuffer.isView(original) || original instanceof ArrayBuffer) return '[binary]'
    if (Array.isArray(original)) return original.slice(0, 100).map((item) => value(item, depth + 1))
    if (original instanceof Map || original instanceof Set) return `[${original.constructor.name}]`
    const copy: Record<string, unknown> = {}
    for (const [key, item] of Object.entries(original)) {
      copy[key] = item !== null && item !== undefined && isSecretKey(key) ? redacted : value(item, depth + 1)
    }
    return copy
  }

  // Drivers hang whole requests, commands and configurations on their errors: nothing but these is copied.
  function errorValue(error: Error, depth: number): Record<string, unknown> {
    const copy: Record<string, unknown> = {
      type: text(String(error.name)),
      message: text(String(error.message)),
    }
    const { code, stack, cause } = error as { code?: unknown; stack?: unknown; cause?: unknown }
    if (typeof code === 'string' || typeof code === 'number') copy.code = value(code)
    if (typeof stack === 'string') copy.stack = text(stack)
    if (cause !== undefined) copy.cause = value(cause, depth + 1)
    const nested = error instanceof AggregateError ? error.errors : undefined
    if (nested !== undefined) copy.errors = nested.slice(0, 10).map((item: unknown) => value(item, depth + 1))
    return copy
  }

  return { value: (original) => value(original), text }
}

function isSecretKey(key: string): boolean {
  return secretKeys.has(key.toLowerCase().replace(/[-_]/g, ''))
}
