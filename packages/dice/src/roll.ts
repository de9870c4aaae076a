import type { AtomNode, Expression } from './ast.ts'
import type { Die } from './die.ts'
import { catchFault, type DiceError, fail } from './error.ts'
import {
  type Evaluation,
  evaluate,
  type ResolvedReference,
  type ResolveName,
  resolveReference,
} from './evaluate.ts'
import type { ByteSource } from './faces.ts'
import { type DiceLimits, defaultLimits } from './limits.ts'
import { positionOf } from './position.ts'
import { print } from './print.ts'
import { resolveNames } from './resolve-names.ts'
import { createTable } from './table.ts'

/**
 * One summand of a roll. `sign` applies to `total`: the total of a roll is the sum of `sign * total`.
 * In a term without `*` or `/` or an inner minus, `total` is the sum of what counts in it.
 */
export type RollTerm = {
  readonly sign: 1 | -1
  /** The term in canonical text, without its sign. */
  readonly expression: string
  readonly labels: readonly string[]
  readonly total: number
  readonly dice: readonly Die[]
  readonly references: readonly ResolvedReference[]
}

/** A finished roll; all numbers are safe integers. */
export type Roll = {
  /** The whole expression in canonical text. */
  readonly expression: string
  /** The same with every `@name` replaced by its number; at most `limits.printed` long. */
  readonly resolved: string
  readonly total: number
  readonly terms: readonly RollTerm[]
  /** All dice thrown, rerolled and dropped ones included. */
  readonly diceThrown: number
}

/** What `roll` answers: the roll, or why there is none. */
export type RollResult = ({ readonly ok: true } & Roll) | { readonly ok: false; readonly error: DiceError }

/** What a roll needs from outside. */
export type RollOptions = {
  /** Where faces come from. The same bytes give the same dice. */
  readonly randomBytes: ByteSource
  /** Looks up `@name`; without it every name is unknown. */
  readonly resolve?: ResolveName
  readonly limits?: Partial<DiceLimits>
}

/** Rolls a parsed expression. Bounded by the limits, whatever the expression; errors are return values. */
export function roll(ast: Expression, options: RollOptions): RollResult {
  return catchFault(() => {
    const limits = { ...defaultLimits, ...options.limits }
    const table = createTable({ randomBytes: options.randomBytes, limits })
    const context: Evaluation = { table, limits, resolve: options.resolve ?? (() => undefined) }
    const resolved = printResolved(context, ast)
    const terms = splitTerms(ast).map((term) => rollTerm(context, term))
    return { expression: print(ast), resolved, total: addUp(terms, ast), terms, diceThrown: table.thrown() }
  })
}

function printResolved(context: Evaluation, ast: Expression): string {
  const text = print(resolveNames(ast, (node) => resolveReference(context, node)))
  const limit = context.limits.printed
  if ([...text].length > limit) {
    const message = `With its names replaced an expression has at most ${limit} characters.`
    fail({ code: 'dice_limit_printed', position: positionOf(ast), limit, message })
  }
  return text
}

type SignedNode = { readonly sign: 1 | -1; readonly node: Expression }

/** The summands of a chain of `+` and `-`, in the order of the text. */
function splitTerms(ast: Expression): SignedNode[] {
  const terms: SignedNode[] = []
  let node = ast
  while (node.type === 'binary' && (node.operator === '+' || node.operator === '-')) {
    terms.unshift(signed(node.right, node.operator === '+' ? 1 : -1))
    node = node.left
  }
  return [signed(node, 1), ...terms]
}

function signed(node: Expression, sign: 1 | -1): SignedNode {
  return node.type === 'negate' ? { sign: sign === 1 ? -1 : 1, node: node.operand } : { sign, node }
}

function rollTerm(context: Evaluation, { sign, node }: SignedNode): RollTerm {
  const { value, dice, references } = evaluate(context, node)
  return { sign, expression: print(node), labels: labelsOf(node), total: value, dice, references }
}

function labelsOf(node: Expression): string[] {
  switch (node.type) {
    case 'binary':
      return [...labelsOf(node.left), ...labelsOf(node.right)]
    case 'negate':
      return labelsOf(node.operand)
    default:
      return [...innerLabels(node), ...node.labels]
  }
}

function innerLabels(node: AtomNode): string[] {
  return node.type === 'set' ? node.items.flatMap(labelsOf) : []
}

function addUp(terms: readonly RollTerm[], ast: Expression): number {
  let total = 0
  for (const { sign, total: part } of terms) {
    total += sign * part
    if (!Number.isSafeInteger(total)) {
      fail({ code: 'dice_overflow', position: positionOf(ast), message: 'The result is too large.' })
    }
  }
  return total === 0 ? 0 : total
}
