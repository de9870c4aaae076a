import { fail } from './error.ts'
import type { DiceLimits } from './limits.ts'

/** A place in the text being parsed, with what has been counted so far. */
export type Cursor = {
  readonly source: string
  readonly limits: DiceLimits
  offset: number
  depth: number
  totalDice: number
}

/** Matches a sticky pattern at the cursor and moves past it; null leaves the cursor alone. */
export function take(cursor: Cursor, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = cursor.offset
  const match = pattern.exec(cursor.source)
  if (match !== null) cursor.offset += match[0].length
  return match
}

const spaces = /\s*/uy

/** Moves past white space. */
export function skipSpaces(cursor: Cursor): void {
  take(cursor, spaces)
}

/** Moves past spaces and then the symbol; false, with the cursor where it was, when it is not there. */
export function takeSymbol(cursor: Cursor, symbol: string): boolean {
  const start = cursor.offset
  skipSpaces(cursor)
  if (cursor.source.startsWith(symbol, cursor.offset)) {
    cursor.offset += symbol.length
    return true
  }
  cursor.offset = start
  return false
}

/** Ends the parse: something else was expected here. */
export function failSyntax(cursor: Cursor, expected: string): never {
  const found = cursor.source.codePointAt(cursor.offset)
  const what = found === undefined ? 'the end' : `"${String.fromCodePoint(found)}"`
  return fail({
    code: 'dice_syntax',
    position: cursor.offset,
    message: `Expected ${expected}, found ${what}.`,
  })
}

/** A whole number within the limits. */
export function readInteger(cursor: Cursor, digits: string, position: number): number {
  const value = Number(digits)
  const limit = cursor.limits.integer
  if (value > limit) {
    fail({ code: 'dice_limit_integer', position, limit, message: `Numbers go up to ${limit}.` })
  }
  return value
}

/** A number of sides, or one to compare faces with. */
export function readSides(cursor: Cursor, digits: string, position: number): number {
  const value = Number(digits)
  const limit = cursor.limits.sides
  if (value > limit) {
    fail({ code: 'dice_limit_sides', position, limit, message: `Dice have at most ${limit} sides.` })
  }
  return value
}
