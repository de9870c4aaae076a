/**
 * A UUID version 7 (RFC 9562, section 5.7): 48 bits of time, 74 random bits.
 *
 * @param now milliseconds since 1970
 */
export function createId(now: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')
  const random = Array.from(bytes, (byte) => hex(byte, 2)).join('')
  const variant = hex(0x80 | ((bytes[8] ?? 0) & 0x3f), 2)
  const time = hex(now, 12)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(13, 16)}-${variant}${random.slice(18, 20)}-${random.slice(20)}`
}
