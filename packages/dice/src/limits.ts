/** Bounds of an expression and of a roll; every breach is a typed error naming the bound. */
export type DiceLimits = {
  /** Unicode characters of the source text. */
  readonly length: number
  /** Largest number that may be written, or that a reference may resolve to (either sign). */
  readonly integer: number
  /** Sides of a die, and numbers in operations. */
  readonly sides: number
  /** Dice written in one term: the `100` of `100d6`. */
  readonly dice: number
  /** Dice of the whole roll, rerolled and exploded ones included. */
  readonly totalDice: number
  /** Nested parentheses. */
  readonly depth: number
  /** Dice added by explosions in the whole roll. */
  readonly explosions: number
  /** Unicode characters of the printed expression once every name is replaced by its number. */
  readonly printed: number
  /**
   * Dice looked at while rolling. It stands in for a time limit: the same roll always costs the same,
   * on any machine, so a replay cannot fail where the roll passed. 20,000 stay well below 5 ms.
   */
  readonly steps: number
}

/** The bounds that apply unless the caller passes others. */
export const defaultLimits: DiceLimits = Object.freeze({
  length: 200,
  integer: 1_000_000_000,
  sides: 1_000_000,
  dice: 100,
  totalDice: 500,
  depth: 12,
  explosions: 20,
  printed: 400,
  steps: 20_000,
})
