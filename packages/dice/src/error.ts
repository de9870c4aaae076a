/** Stable codes of everything that can be wrong with a dice expression; never renamed. */
export const diceErrorCodes = Object.freeze([
  'dice_empty',
  'dice_syntax',
  'dice_count',
  'dice_sides',
  'dice_advantage',
  'dice_operation',
  'dice_selector',
  'dice_limit_length',
  'dice_limit_integer',
  'dice_limit_sides',
  'dice_limit_dice',
  'dice_limit_total_dice',
  'dice_limit_depth',
  'dice_limit_explosions',
  'dice_limit_printed',
  'dice_limit_steps',
  'dice_name_unknown',
  'dice_name_value',
  'dice_division_by_zero',
  'dice_overflow',
] as const)

/** One of `diceErrorCodes`. */
export type DiceErrorCode = (typeof diceErrorCodes)[number]

/** What is wrong, for a program (`code`, `position`, `limit`) and for a developer (`message`, English). */
export type DiceError = {
  readonly code: DiceErrorCode
  /** Offset in UTF-16 units into the text given to `parse`; 0 when the tree was not made by `parse`. */
  readonly position: number
  readonly message: string
  /** The bound that was crossed, for the `dice_limit_…` codes. */
  readonly limit?: number
}

/** Carries a `DiceError` from the depth of a parse or a roll to its edge; never leaves the package. */
export class DiceFault extends Error {
  override readonly name = 'DiceFault'
  readonly error: DiceError

  constructor(error: DiceError) {
    super(error.message)
    this.error = error
  }
}

/** Ends the parse or roll under way. */
export function fail(error: DiceError): never {
  throw new DiceFault(error)
}

/** Runs a parse or a roll; what it `fail`s with becomes a return value, any other exception passes. */
export function catchFault<T extends object>(
  run: () => T,
): ({ readonly ok: true } & T) | { readonly ok: false; readonly error: DiceError } {
  try {
    return { ok: true, ...run() }
  } catch (fault) {
    if (fault instanceof DiceFault) return { ok: false, error: fault.error }
    throw fault
  }
}
