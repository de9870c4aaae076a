import type { Expression } from './ast.ts'

// Beside the tree, not in it: two texts that differ only in spaces parse to equal trees.
const positions = new WeakMap<Expression, number>()

/** Remembers where in its text a node began. */
export function markPosition<T extends Expression>(node: T, position: number): T {
  positions.set(node, position)
  return node
}

/** Where a node began, in UTF-16 units; 0 for a tree that did not come from `parse`. */
export function positionOf(node: Expression): number {
  return positions.get(node) ?? 0
}
