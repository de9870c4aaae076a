import { calculate } from './arithmetic.ts'
import type { AtomNode, Expression, ReferenceNode, SetNode } from './ast.ts'
import { discard, type LiveDie } from './die.ts'
import { fail } from './error.ts'
import type { DiceLimits } from './limits.ts'
import { groupOperations, rollDice } from './operations.ts'
import { positionOf } from './position.ts'
import { select } from './select.ts'
import type { Table } from './table.ts'

/** Gives the number a `@name` stands for, or undefined when the sheet has no such number. */
export type ResolveName = (name: string) => number | undefined

/** A `@name` with the number it stood for in this roll. */
export type ResolvedReference = { readonly name: string; readonly value: number }

/** What evaluation needs from outside. */
export type Evaluation = {
  readonly table: Table
  readonly limits: DiceLimits
  readonly resolve: ResolveName
}

/** The value of a part, with the dice and references it used. */
export type Evaluated = {
  readonly value: number
  readonly dice: readonly LiveDie[]
  readonly references: readonly ResolvedReference[]
}

/** Rolls an expression, left to right. */
export function evaluate(context: Evaluation, node: Expression): Evaluated {
  switch (node.type) {
    case 'binary': {
      const left = evaluate(context, node.left)
      const right = evaluate(context, node.right)
      return {
        value: calculate(node, left.value, right.value),
        dice: [...left.dice, ...right.dice],
        references: [...left.references, ...right.references],
      }
    }
    case 'negate': {
      const operand = evaluate(context, node.operand)
      return { ...operand, value: 0 - operand.value }
    }
    default:
      return evaluateAtom(context, node)
  }
}

function evaluateAtom(context: Evaluation, node: AtomNode): Evaluated {
  switch (node.type) {
    case 'integer':
      return { value: node.value, dice: [], references: [] }
    case 'reference': {
      const value = resolveReference(context, node)
      return { value, dice: [], references: [{ name: node.name, value }] }
    }
    case 'dice': {
      const dice = rollDice(context.table, node)
      return {
        value: sum(
          dice.filter((die) => die.kept),
          node,
        ),
        dice,
        references: [],
      }
    }
    case 'set':
      return evaluateSet(context, node)
  }
}

/** The number a `@name` stands for; the roll ends without one. */
export function resolveReference({ resolve, limits }: Evaluation, node: ReferenceNode): number {
  const value = resolve(node.name)
  const position = positionOf(node)
  if (value === undefined) {
    return fail({ code: 'dice_name_unknown', position, message: `There is no number called @${node.name}.` })
  }
  if (!Number.isSafeInteger(value) || Math.abs(value) > limits.integer) {
    return fail({
      code: 'dice_name_value',
      position,
      message: `@${node.name} is not a whole number in range.`,
    })
  }
  return value + 0
}

function evaluateSet(context: Evaluation, node: SetNode): Evaluated {
  const items = node.items.map((item) => evaluate(context, item))
  let kept: readonly Evaluated[] = items
  for (const { name, selectors } of groupOperations(node.operations)) {
    context.table.step(items.length, node)
    const selected = select(kept, selectors)
    kept = kept.filter((item) => selected.has(item) === (name === 'keep'))
  }
  for (const item of items) {
    if (kept.includes(item)) continue
    for (const die of item.dice) if (die.kept) discard(die, 'dropped')
  }
  return {
    value: sum(kept, node),
    dice: items.flatMap((item) => item.dice),
    references: items.flatMap((item) => item.references),
  }
}

function sum(parts: readonly { readonly value: number }[], node: Expression): number {
  const total = parts.reduce((running, part) => running + part.value, 0)
  if (!Number.isSafeInteger(total)) {
    fail({ code: 'dice_overflow', position: positionOf(node), message: 'The result is too large.' })
  }
  return total
}
