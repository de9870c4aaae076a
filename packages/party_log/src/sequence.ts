/** CloudEvents integers are signed 32-bit, so a sequence travels as text that sorts like the number. */
const DIGITS = 16

/** @throws RangeError when the number is no sequence (negative, fractional, beyond 2^53 - 1). */
export function formatSequence(sequence: number): string {
  if (!Number.isSafeInteger(sequence) || sequence < 0) throw new RangeError(`${sequence} is no sequence`)
  return String(sequence).padStart(DIGITS, '0')
}

/** The number in 16 digits of text; undefined for anything else. */
export function parseSequence(text: string): number | undefined {
  if (!/^\d{16}$/.test(text)) return undefined
  const sequence = Number(text)
  return Number.isSafeInteger(sequence) ? sequence : undefined
}
