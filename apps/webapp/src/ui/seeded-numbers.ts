/**
 * Numbers from 0 up to but not including 1 that follow from a text: the same text gives the same row on every
 * device. For decoration only: anybody can foresee them. FNV-1a makes the seed, mulberry32 the row.
 */
export function seededNumbers(text: string): () => number {
  let seed = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    seed = Math.imul(seed ^ text.charCodeAt(index), 0x01000193)
  }
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
