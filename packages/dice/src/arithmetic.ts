import type { BinaryNode } from './ast.ts'
import { fail } from './error.ts'
import { positionOf } from './position.ts'

/** Applies an operator to safe integers; the result is one too, or the roll ends. */
export function calculate(node: BinaryNode, left: number, right: number): number {
  const result = compute(node, left, right)
  if (!Number.isSafeInteger(result)) {
    fail({ code: 'dice_overflow', position: positionOf(node), message: 'The result is too large.' })
  }
  return result === 0 ? 0 : result // never −0, which JSON and comparisons treat differently
}

function compute(node: BinaryNode, left: number, right: number): number {
  switch (node.operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return divide(node, left, right)
  }
}

function divide(node: BinaryNode, left: number, right: number): number {
  if (right === 0) {
    fail({ code: 'dice_division_by_zero', position: positionOf(node), message: 'Division by zero.' })
  }
  // Through the remainder, which is exact: Math.floor of a rounded quotient may be off by one.
  const remainder = left % right
  const truncated = (left - remainder) / right
  return remainder !== 0 && remainder < 0 !== right < 0 ? truncated - 1 : truncated
}
