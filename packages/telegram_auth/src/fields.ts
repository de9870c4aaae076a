import { type InitDataRefusal, refuse } from './result.ts'

/** The largest launch data read, in bytes of UTF-8; real ones stay below 2 KiB. */
export const maximumInitDataBytes = 8192

/** The decoded fields of launch data, by name. */
export type InitDataFields = ReadonlyMap<string, string>

/** Decodes launch data once, as a form-encoded query, and refuses what Telegram never sends. */
export function parseFields(
  raw: string,
): { readonly ok: true; readonly fields: InitDataFields } | InitDataRefusal {
  // UTF-8 is never shorter than UTF-16 units, so the first test spares measuring a huge text.
  if (raw.length > maximumInitDataBytes || Buffer.byteLength(raw) > maximumInitDataBytes) {
    return refuse(1, `larger than ${maximumInitDataBytes} bytes`)
  }
  const fields = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(raw)) {
    // Proofs sign lines of "name=value": a name with "=" or anything with a line break could pass for
    // other fields than the signed ones.
    if (name === '' || /[=\n]/u.test(name) || value.includes('\n')) return refuse(1, 'an ambiguous field')
    if (fields.has(name)) return refuse(1, 'a duplicate field')
    fields.set(name, value)
  }
  if (!/^\d{1,12}$/u.test(fields.get('auth_date') ?? ''))
    return refuse(1, 'auth_date is missing or no number')
  return { ok: true, fields }
}

/** The lines a proof signs: every field but the excluded ones as `name=value`, sorted. */
export function signedLines(fields: InitDataFields, excluded: readonly string[]): string {
  return [...fields]
    .filter(([name]) => !excluded.includes(name))
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('\n')
}
