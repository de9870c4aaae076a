import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { drawFace } from './faces.ts'
import { createSeed, createSeededBytes, diceAlgorithmVersion } from './node.ts'

const seed = Uint8Array.from({ length: 32 }, (_, index) => index)

/** Pearson's statistic of the faces of a fair die. */
function chiSquare(sides: number, throws: number): number {
  const bytes = createSeededBytes(seed)
  const counts = new Map<number, number>()
  for (let index = 0; index < throws; index += 1) {
    const face = drawFace(bytes, sides)
    counts.set(face, (counts.get(face) ?? 0) + 1)
  }
  const expected = throws / sides
  return Array.from({ length: sides }, (_, index) => (counts.get(index + 1) ?? 0) - expected).reduce(
    (sum, difference) => sum + difference ** 2 / expected,
    0,
  )
}

describe('seeded bytes', () => {
  it('are HMAC-SHA256 of the version and a growing block number', () => {
    const block = (index: number) =>
      createHmac('sha256', seed)
        .update(Uint8Array.of(diceAlgorithmVersion, 0, 0, 0, index))
        .digest()
    const bytes = createSeededBytes(seed)
    const taken = [bytes(5), bytes(40), bytes(19)].flatMap((part) => [...part])
    expect(taken).toEqual([...block(0), ...block(1)])
  })

  it('never change for a stored seed', () => {
    const bytes = createSeededBytes(seed)
    const faces = Array.from({ length: 12 }, () => drawFace(bytes, 20))
    expect(faces).toMatchInlineSnapshot(`
      [
        16,
        18,
        18,
        6,
        15,
        10,
        4,
        2,
        1,
        10,
        10,
        18,
      ]
    `)
  })

  it('refuse a seed of another length', () => {
    expect(() => createSeededBytes(new Uint8Array(31))).toThrow('A seed has 32 bytes, not 31.')
  })

  it('differ between new seeds', () => {
    expect(createSeed()).toHaveLength(32)
    expect(createSeed()).not.toEqual(createSeed())
  })
})

describe('faces', () => {
  // Bounds: the 99.9th percentile of chi-square with sides − 1 degrees of freedom; the seed is fixed.
  it.each([
    [2, 10.83],
    [6, 20.52],
    [20, 43.82],
    [100, 148.23],
  ])('of a d%i are uniform', (sides, bound) => {
    expect(chiSquare(sides, 20_000)).toBeLessThan(bound)
  })

  it('are found to be skewed when every seventh die of a loaded source shows one', () => {
    const counts = [20_000 / 6 + 400, ...Array.from({ length: 5 }, () => 20_000 / 6 - 80)]
    const statistic = counts.reduce((sum, count) => sum + (count - 20_000 / 6) ** 2 / (20_000 / 6), 0)
    expect(statistic).toBeGreaterThan(20.52)
  })

  it('throw away the numbers that would favour low faces', () => {
    const numbers = [0xff_ff_ff_ff, 0xff_ff_ff_fc, 0xff_ff_ff_fb]
    const source = () => {
      const bytes = new DataView(new ArrayBuffer(4))
      bytes.setUint32(0, numbers.shift() ?? 0)
      return new Uint8Array(bytes.buffer)
    }
    // 2³² − 4 is the greatest multiple of 6: only the last number may be used.
    expect(drawFace(source, 6)).toBe(6)
    expect(numbers).toEqual([])
  })

  it.each([0, -1, 1.5, Number.NaN, 2 ** 32 + 1])('refuse a die of %d sides', (sides) => {
    expect(() => drawFace(createSeededBytes(seed), sides)).toThrow(RangeError)
  })
})
