import { randomFillSync } from 'node:crypto'

const random = Buffer.alloc(16)
let lastTime = 0
let counter = 0

/**
 * A new UUIDv7 (RFC 9562, section 5.7): milliseconds, then a counter that keeps ids of one millisecond and
 * process in order (section 6.2, method 1), then 62 random bits.
 *
 * @param now milliseconds since 1970
 */
export function createId(now: number = Date.now()): string {
  randomFillSync(random)
  const start = ((random[6] ?? 0) & 0x07) << 8
  if (now > lastTime) {
    lastTime = now
    counter = start | (random[7] ?? 0)
  } else {
    counter += 1
    // The counter has 12 bits: borrow the next millisecond rather than repeat one.
    if (counter > 0xfff) {
      lastTime += 1
      counter = start | (random[7] ?? 0)
    }
  }
  random.writeUIntBE(lastTime, 0, 6)
  random[6] = 0x70 | (counter >> 8)
  random[7] = counter & 0xff
  random[8] = 0x80 | ((random[8] ?? 0) & 0x3f)
  const hex = random.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
