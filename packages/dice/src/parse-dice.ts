import type { DiceNode, Operation, Sides } from './ast.ts'
import { type Cursor, readSides, take } from './cursor.ts'
import { fail } from './error.ts'
import { parseOperations } from './parse-operations.ts'

const dicePattern = /(\d*)(\s*)d\s*(\d+|%|f)/iuy
const letterAhead = /(?=\p{L})/uy
// Another word that begins so ("advice") is a comment; an operation may follow directly.
const advantagePattern = /\s*(adv|dis)(?:(?![\p{L}\p{N}_])|(?=(?:rr|ro|ra|mi|ma|k|p|e)[hl<>]?\d))/iuy

/** `[count] d sides`, with `adv` or `dis` and operations; null when the text here is no dice. */
export function parseDice(cursor: Cursor): Omit<DiceNode, 'labels'> | null {
  const position = cursor.offset
  const match = take(cursor, dicePattern)
  if (match === null) return null
  const [, countText = '', gap = '', sidesText = ''] = match
  // "5 dfire" is the number 5 and a comment; only a lone F after a gap makes Fate dice.
  if (gap !== '' && /f/iu.test(sidesText) && take(cursor, letterAhead) !== null) {
    cursor.offset = position
    return null
  }
  const count = countText === '' ? 1 : readCount(cursor, countText, position)
  const sides = readDieSides(cursor, sidesText, position)
  const advantage = parseAdvantage(cursor, { count, sides, position })
  const rolled = advantage === null ? count : 2
  countDice(cursor, rolled, position)
  const operations = parseOperations(cursor, 'dice')
  return {
    type: 'dice',
    count: rolled,
    sides,
    operations: advantage === null ? operations : [advantage, ...operations],
  }
}

function readCount(cursor: Cursor, digits: string, position: number): number {
  const count = Number(digits)
  const limit = cursor.limits.dice
  if (count > limit) {
    fail({ code: 'dice_limit_dice', position, limit, message: `A term rolls at most ${limit} dice.` })
  }
  if (count === 0) fail({ code: 'dice_count', position, message: 'Roll at least one die.' })
  return count
}

function readDieSides(cursor: Cursor, text: string, position: number): Sides {
  if (text === '%') return 100
  if (/f/iu.test(text)) return 'F'
  const sides = readSides(cursor, text, position)
  if (sides === 0) fail({ code: 'dice_sides', position, message: 'A die has at least one side.' })
  return sides
}

function countDice(cursor: Cursor, count: number, position: number): void {
  const limit = cursor.limits.totalDice
  cursor.totalDice += count
  if (cursor.totalDice > limit) {
    fail({ code: 'dice_limit_total_dice', position, limit, message: `A roll has at most ${limit} dice.` })
  }
}

function parseAdvantage(
  cursor: Cursor,
  dice: { count: number; sides: Sides; position: number },
): Operation | null {
  const match = take(cursor, advantagePattern)
  if (match === null) return null
  if (dice.count !== 1 || dice.sides !== 20) failAdvantage(dice.position)
  const by = match[1]?.toLowerCase() === 'adv' ? 'highest' : 'lowest'
  return { name: 'keep', selector: { by, value: 1 } }
}

/** Ends the parse: `adv` or `dis` stands where it would silently do nothing. */
export function failAdvantage(position: number): never {
  return fail({ code: 'dice_advantage', position, message: 'adv and dis stand directly after 1d20.' })
}
