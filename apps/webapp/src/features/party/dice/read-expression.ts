import type { DiceErrorCode, parse, print } from '@rpg-bot/dice'

/** What the tray says about an expression while it is being made. */
export type Reading =
  | { ok: true; printed: string }
  | { ok: false; code: DiceErrorCode; position: number; limit: number | null }

/** The part of the dice library that a preview needs; it is fetched with the tray. */
export interface DiceReader {
  parse: typeof parse
  print: typeof print
}

/** Reads an expression as the server will; what only a sheet knows (`@name`) stays a name. */
export function readExpression(reader: DiceReader, expression: string): Reading {
  const result = reader.parse(expression)
  if (result.ok) return { ok: true, printed: reader.print(result.ast, result.comment) }
  const { code, position, limit = null } = result.error
  return { ok: false, code, position, limit }
}

/** The text before a mistake, what stands there, and the rest; by characters, so that no emoji is cut. */
export function aroundPosition(
  text: string,
  position: number,
): { before: string; at: string; after: string } {
  const before = text.slice(0, position)
  const [at = ''] = text.slice(position)
  return { before, at, after: text.slice(position + at.length) }
}

/** What a refusal of the server says about the expression. */
export interface RefusedExpression {
  code: string
  position: number | null
  limit: number | null
}

/** The dice fault inside a refusal of the server, or null when it is about something else. */
export function faultOfRefusal(
  errors: readonly { pointer: string; rule: string; message: string }[],
): RefusedExpression | null {
  const fault = errors.find(({ pointer }) => pointer === '/expression')
  if (fault === undefined) return null
  const numberAfter = (pattern: RegExp): number | null => {
    const digits = pattern.exec(fault.message)?.[1]
    return digits === undefined ? null : Number(digits)
  }
  return {
    code: fault.rule,
    position: numberAfter(/^At position (\d+):/),
    limit: numberAfter(/at most (\d+)/),
  }
}
