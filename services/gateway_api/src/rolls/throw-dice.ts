import {
  type DiceError,
  type DiceErrorCode,
  parse,
  type ResolveName,
  type RollTerm,
  roll,
} from '@rpg-bot/dice'
import { createSeededBytes, diceAlgorithmVersion } from '@rpg-bot/dice/node'
import { type Schema as ContractSchema, type ProblemCode, RpgError } from '@rpg-bot/rpg_contracts'

/** Characters of a group's label; the contract has the same bound. */
const MAX_LABEL = 80

/** What fell, and everything that is needed to let it fall again. */
export type Thrown = {
  /** The expression in canonical text, names replaced by their numbers. */
  readonly printed: string
  readonly comment: string | null
  readonly total: number
  readonly groups: ContractSchema<'RollGroup'>[]
  readonly seed: Uint8Array
  readonly algorithmVersion: number
}

/**
 * Rolls an expression with the dice of a seed.
 *
 * @param options.seed 32 bytes of a cryptographic source; whoever knows it knows the dice
 * @param options.resolve what `@name` stands for
 * @throws RpgError `dice_syntax`, `dice_limit`, `dice_name_unknown`, `dice_arithmetic` (422)
 */
export function throwDice(
  expression: string,
  { seed, resolve }: { seed: Uint8Array; resolve: ResolveName },
): Thrown {
  const parsed = parse(expression)
  if (!parsed.ok) throw problemOf(parsed.error)
  const rolled = roll(parsed.ast, { randomBytes: createSeededBytes(seed), resolve })
  if (!rolled.ok) throw problemOf(rolled.error)
  const printed = rolled.resolved
  const stored = { printed, seed, algorithmVersion: diceAlgorithmVersion }
  return {
    ...stored,
    comment: parsed.comment,
    total: rolled.total,
    // Terms are shown with their names replaced too, so they are read from the text that is stored.
    groups: printed === rolled.expression ? groupsOf(rolled.terms) : throwAgain(stored).groups,
  }
}

/**
 * Lets the dice of a stored roll fall again, for audits. Its names were replaced when it was made, so nothing
 * but the row is needed.
 *
 * @throws Error when the row was made by another algorithm, or does not roll
 */
export function throwAgain(stored: {
  readonly printed: string
  readonly seed: Uint8Array
  readonly algorithmVersion: number
}): Pick<Thrown, 'total' | 'groups'> {
  if (stored.algorithmVersion !== diceAlgorithmVersion) {
    throw new Error(`Dice algorithm ${stored.algorithmVersion} is not ${diceAlgorithmVersion}`)
  }
  // Replaced names make the text longer, and a negative number adds a pair of parentheses.
  const parsed = parse(stored.printed, { length: 400, depth: 14 })
  if (!parsed.ok) throw new Error(`The stored roll cannot be read: ${parsed.error.message}`)
  const rolled = roll(parsed.ast, { randomBytes: createSeededBytes(stored.seed) })
  if (!rolled.ok) throw new Error(`The stored roll cannot be rolled: ${rolled.error.message}`)
  return { total: rolled.total, groups: groupsOf(rolled.terms) }
}

function groupsOf(terms: readonly RollTerm[]): ContractSchema<'RollGroup'>[] {
  return terms
    .filter(({ dice }) => dice.length > 0)
    .map(({ sign, expression, labels, total, dice }) => ({
      notation: expression,
      label: labels.length === 0 ? null : cut(labels.join(', '), MAX_LABEL),
      // Adding 0 turns -0 into 0.
      total: sign * total + 0,
      dice: dice.map((die) => ({
        sides: die.sides === 'F' ? 3 : die.sides,
        value: die.value,
        kept: die.kept,
        marks: [...die.marks],
      })),
    }))
}

/** Counts code points, as the contract does, so that no emoji is cut in half. */
function cut(text: string, length: number): string {
  return [...text].slice(0, length).join('')
}

/** One problem a kind of mistake; the exact code of the dice goes along as the rule. */
export function problemCodeOf(code: DiceErrorCode): Extract<ProblemCode, `dice_${string}`> {
  if (code.startsWith('dice_limit_')) return 'dice_limit'
  if (code.startsWith('dice_name_')) return 'dice_name_unknown'
  if (code === 'dice_division_by_zero' || code === 'dice_overflow') return 'dice_arithmetic'
  return 'dice_syntax'
}

function problemOf({ code, position, message }: DiceError): RpgError {
  return new RpgError(problemCodeOf(code), {
    detail: message,
    errors: [
      { in: 'body', pointer: '/expression', rule: code, message: `At position ${position}: ${message}` },
    ],
  })
}
