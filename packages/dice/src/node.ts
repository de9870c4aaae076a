import { createHmac, randomBytes } from 'node:crypto'
import type { ByteSource } from './faces.ts'

/**
 * The version of the whole path from seed to faces: stored with a roll, so that a replay years later runs
 * the same algorithm. It changes when any of it does.
 */
export const diceAlgorithmVersion = 1

/** Length of a seed in bytes. */
export const seedLength = 32

const blockLength = 32

/** A new seed from the operating system's cryptographic source; one for every roll. */
export function createSeed(): Uint8Array {
  return Uint8Array.from(randomBytes(seedLength))
}

/**
 * The endless byte stream of a seed: block i = HMAC-SHA256(seed, version ‖ i), the version in one byte and
 * i in four, big-endian, from 0. The same seed gives the same dice.
 *
 * @throws RangeError when the seed is not 32 bytes.
 */
export function createSeededBytes(seed: Uint8Array): ByteSource {
  if (seed.length !== seedLength) throw new RangeError(`A seed has ${seedLength} bytes, not ${seed.length}.`)
  let block = new Uint8Array(0)
  let used = 0
  let index = 0
  return (length) => {
    const bytes = new Uint8Array(length)
    for (let filled = 0; filled < length; ) {
      if (used === block.length) {
        block = deriveBlock(seed, index)
        index += 1
        used = 0
      }
      const part = block.subarray(used, used + length - filled)
      bytes.set(part, filled)
      filled += part.length
      used += part.length
    }
    return bytes
  }
}

function deriveBlock(seed: Uint8Array, index: number): Uint8Array<ArrayBuffer> {
  const message = new DataView(new ArrayBuffer(5))
  message.setUint8(0, diceAlgorithmVersion)
  message.setUint32(1, index)
  const digest = createHmac('sha256', seed).update(new Uint8Array(message.buffer)).digest()
  return Uint8Array.from(digest.subarray(0, blockLength))
}
