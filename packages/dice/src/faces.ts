import type { Sides } from './ast.ts'

/** Gives the next `length` bytes of an endless stream of random ones. */
export type ByteSource = (length: number) => Uint8Array

const range = 2 ** 32

/**
 * One face, every face equally likely: four bytes make a number, and the top numbers that do not divide
 * evenly among the faces are thrown away. The remainder alone would favour low faces.
 *
 * @throws RangeError for sides that are not a whole number from 1 to 2³²: the loop would have no end.
 */
export function drawFace(randomBytes: ByteSource, sides: Sides): number {
  if (sides === 'F') return drawFace(randomBytes, 3) - 2
  if (!Number.isInteger(sides) || sides < 1 || sides > range) {
    throw new RangeError(`A die cannot have ${sides} sides.`)
  }
  const usable = range - (range % sides)
  for (;;) {
    const bytes = randomBytes(4)
    const number = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0)
    if (number < usable) return (number % sides) + 1
  }
}
