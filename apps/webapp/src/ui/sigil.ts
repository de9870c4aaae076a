/** A face for an id without any picture: always the same colours and sign for the same id. */
export interface Sigil {
  /** Degrees of hue, for the two ends of the gradient. */
  from: number
  to: number
  /** Degrees, direction of the gradient. */
  angle: number
  /** Which of the signs. */
  sign: number
}

/** Pairs of pigments that sit well beside brass: madder, verdigris, woad, moss, mulberry, ochre, slate, rust. */
const hues: readonly (readonly [number, number])[] = [
  [8, 350],
  [176, 196],
  [222, 250],
  [98, 140],
  [300, 330],
  [36, 18],
  [204, 230],
  [22, 352],
]

/** FNV-1a, 32 bits: short, even enough, and the same everywhere. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  }
  return value >>> 0
}

/** The sigil of an id; `signs` is how many drawings there are. */
export function sigilOf(id: string, signs: number): Sigil {
  const value = hash(id)
  const [from, to] = hues[value % hues.length] ?? [176, 196]
  return { from, to, angle: 110 + ((value >>> 8) % 80), sign: (value >>> 16) % signs }
}
