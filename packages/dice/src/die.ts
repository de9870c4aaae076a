import type { Sides } from './ast.ts'

/**
 * What happened to a die: `rerolled` was replaced, `exploded` brought another die, `raised` and `lowered`
 * were moved to a minimum or maximum, `dropped` was not kept.
 */
export type DieMark = 'rerolled' | 'exploded' | 'raised' | 'lowered' | 'dropped'

/** One die of a result. Dice come in the order they were rolled. */
export type Die = {
  readonly sides: Sides
  /** What the die shows. */
  readonly face: number
  /** What it is worth: the face, unless raised or lowered. */
  readonly value: number
  /** Whether its value is part of the total: neither rerolled nor dropped. */
  readonly kept: boolean
  /** What happened to it, in order, each at most once. */
  readonly marks: readonly DieMark[]
}

/** A die while the roll is under way. */
export type LiveDie = {
  readonly sides: Sides
  readonly face: number
  value: number
  kept: boolean
  readonly marks: DieMark[]
}

/** Notes what happened to a die. */
export function mark(die: LiveDie, what: DieMark): void {
  if (!die.marks.includes(what)) die.marks.push(what)
}

/** Takes a die out of the total. */
export function discard(die: LiveDie, why: 'dropped' | 'rerolled'): void {
  mark(die, why)
  die.kept = false
}
