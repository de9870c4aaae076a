import type { AtomNode, BinaryNode, Expression } from './ast.ts'
import { type Cursor, failSyntax, readInteger, skipSpaces, take, takeSymbol } from './cursor.ts'
import { catchFault, type DiceError, fail } from './error.ts'
import { type DiceLimits, defaultLimits } from './limits.ts'
import { failAdvantage, parseDice } from './parse-dice.ts'
import { parseOperations } from './parse-operations.ts'
import { markPosition } from './position.ts'

/** What `parse` answers: the tree and the words after it, or what is wrong and where. */
export type ParseResult =
  | { readonly ok: true; readonly ast: Expression; readonly comment: string | null }
  | { readonly ok: false; readonly error: DiceError }

/**
 * Reads a dice expression such as `2d20kh1 + @strength [bonus] # to hit`.
 *
 * Words after the expression are its comment; a `#` may introduce it, and must when it starts like
 * more of the expression. Work is bounded by the limits, whatever the input.
 *
 * @param limits bounds other than the defaults, for instance a greater `length` to read what `print` made.
 */
export function parse(expression: string, limits: Partial<DiceLimits> = {}): ParseResult {
  return catchFault(() => {
    const bounds = { ...defaultLimits, ...limits }
    checkLength(expression, bounds.length)
    const cursor: Cursor = { source: expression, limits: bounds, offset: 0, depth: 0, totalDice: 0 }
    skipSpaces(cursor)
    if (cursor.offset === expression.length) {
      fail({ code: 'dice_empty', position: 0, message: 'There is nothing to roll.' })
    }
    const ast = parseSum(cursor)
    return { ast, comment: parseComment(cursor) }
  })
}

function checkLength(expression: string, limit: number): void {
  // A character is one or two UTF-16 units, so the cheap test spares walking a huge text.
  const tooLong = expression.length > limit * 2 || [...expression].length > limit
  if (!tooLong) return
  const message = `An expression has at most ${limit} characters.`
  fail({ code: 'dice_limit_length', position: limit, limit, message })
}

function parseSum(cursor: Cursor): Expression {
  return parseChain(cursor, ['+', '-'], parseProduct)
}

function parseProduct(cursor: Cursor): Expression {
  return parseChain(cursor, ['*', '/'], parseUnary)
}

function parseChain(
  cursor: Cursor,
  operators: readonly BinaryNode['operator'][],
  parseOperand: (cursor: Cursor) => Expression,
): Expression {
  skipSpaces(cursor)
  let left = parseOperand(cursor)
  for (;;) {
    const operator = operators.find((candidate) => takeSymbol(cursor, candidate))
    if (operator === undefined) return left
    const position = cursor.offset - 1
    skipSpaces(cursor)
    left = markPosition({ type: 'binary', operator, left, right: parseOperand(cursor) }, position)
  }
}

function parseUnary(cursor: Cursor): Expression {
  const position = cursor.offset
  if (!takeSymbol(cursor, '-')) return parseAtom(cursor)
  skipSpaces(cursor)
  return markPosition({ type: 'negate', operand: parseAtom(cursor) }, position)
}

const integerPattern = /\d+/uy
const namePattern = /@([\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}\p{N}_]+)*)/uy

function parseAtom(cursor: Cursor): AtomNode {
  const position = cursor.offset
  const atom = parseBareAtom(cursor)
  return markPosition({ ...atom, labels: parseLabels(cursor) }, position)
}

function parseBareAtom(cursor: Cursor): AtomNode {
  const position = cursor.offset
  if (takeSymbol(cursor, '(')) return parseSet(cursor, position)
  const dice = parseDice(cursor)
  if (dice !== null) return { ...dice, labels: [] }
  const integer = take(cursor, integerPattern)
  if (integer !== null) {
    return { type: 'integer', value: readInteger(cursor, integer[0], position), labels: [] }
  }
  const name = take(cursor, namePattern)
  if (name !== null) return { type: 'reference', name: name[1] ?? '', labels: [] }
  return failSyntax(cursor, 'a number, dice, @name or "("')
}

function parseSet(cursor: Cursor, position: number): AtomNode {
  const limit = cursor.limits.depth
  cursor.depth += 1
  if (cursor.depth > limit) {
    fail({ code: 'dice_limit_depth', position, limit, message: `Parentheses nest at most ${limit} deep.` })
  }
  const items = [parseSum(cursor)]
  while (takeSymbol(cursor, ',')) items.push(parseSum(cursor))
  if (!takeSymbol(cursor, ')')) {
    skipSpaces(cursor)
    failSyntax(cursor, '")"')
  }
  cursor.depth -= 1
  return { type: 'set', items, operations: parseOperations(cursor, 'set'), labels: [] }
}

const labelPattern = /\s*\[([^[\]]*)\]/uy

function parseLabels(cursor: Cursor): string[] {
  const labels: string[] = []
  for (;;) {
    const position = cursor.offset
    const match = take(cursor, labelPattern)
    if (match === null) return labels
    const label = tidy(match[1] ?? '')
    if (label === '') fail({ code: 'dice_syntax', position, message: 'A label needs words in its brackets.' })
    labels.push(label)
  }
}

const expressionStart = /[\d+\-*/()[\],<>@%]/u
const advantageWord = /(?:adv|dis)(?![\p{L}\p{N}_])/iuy

function parseComment(cursor: Cursor): string | null {
  const end = cursor.offset
  skipSpaces(cursor)
  if (cursor.offset === cursor.source.length) return null
  const rest = cursor.source.slice(cursor.offset)
  if (rest.startsWith('#')) return tidy(rest.slice(1)) || null
  if (cursor.offset === end || expressionStart.test(rest.charAt(0))) {
    return failSyntax(cursor, 'an operator or the end')
  }
  if (take(cursor, advantageWord) !== null) failAdvantage(cursor.offset - 3)
  return tidy(rest)
}

function tidy(words: string): string {
  return words.replace(/\s+/gu, ' ').trim()
}
