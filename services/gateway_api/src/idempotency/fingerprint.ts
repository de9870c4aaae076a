import { createHash } from 'node:crypto'

/** What makes two requests of one operation the same. */
export type FingerprintParts = {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  /** `If-Match`: the same change on top of another version is another request. */
  readonly ifMatch: string | undefined
}

/** SHA-256 of a request in canonical form: the order of keys and the spacing of the JSON do not count. */
export function fingerprintOf(parts: FingerprintParts): Buffer {
  return createHash('sha256')
    .update(
      canonicalJson([parts.params ?? null, parts.query ?? null, parts.body ?? null, parts.ifMatch ?? null]),
    )
    .digest()
}

/** JSON with the keys of every object sorted by UTF-16 code units (as RFC 8785, section 3.2.3). */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
    const record = part as Readonly<Record<string, unknown>>
    return Object.fromEntries(
      Object.keys(record)
        .sort()
        .map((key) => [key, record[key]]),
    )
  })
}
