import type { Sides } from './ast.ts'

/**
 * What became of a die. `kept`, `exploded` (it called for another die), `floored` and `ceiled` (its value
 * was moved by `mi` or `ma`) count unless dropped later; `dropped` and `rerolled` never count.
 */
export type DieFate = 'kept' | 'dropped' | 'rerolled' | 'exploded' | 'floored' | 'ceiled'

/** One die of a result, in the order of the table: a new die lies right after the one it came from. */
export type Die = {
  readonly sides: Sides
  /** What the die shows. */
  readonly face: number
  /** What it is worth: the face, unless floored or ceiled. */
  readonly value: number
  readonly fate: DieFate
  /** Whether its value is part of the total. */
  readonly counts: boolean
}

/** A die while the roll is under way. */
export type LiveDie = { -readonly [Key in keyof Die]: Die[Key] }

/** Takes a die out of the total. */
export function discard(die: LiveDie, fate: 'dropped' | 'rerolled'): void {
  die.fate = fate
  die.counts = false
}
