import type { AtomNode, Expression, ReferenceNode } from './ast.ts'

/** The same expression with every `@name` replaced by its number, in parentheses when negative. */
export function resolveNames(ast: Expression, numberOf: (node: ReferenceNode) => number): Expression {
  const visit = (node: Expression): Expression => {
    switch (node.type) {
      case 'binary':
        return { ...node, left: visit(node.left), right: visit(node.right) }
      case 'negate':
        return { ...node, operand: visitAtom(node.operand) }
      default:
        return visitAtom(node)
    }
  }
  const visitAtom = (node: AtomNode): AtomNode => {
    if (node.type === 'reference') return numberNode(numberOf(node), node.labels)
    return node.type === 'set' ? { ...node, items: node.items.map(visit) } : node
  }
  return visit(ast)
}

function numberNode(value: number, labels: readonly string[]): AtomNode {
  if (value >= 0) return { type: 'integer', value, labels }
  const operand: AtomNode = { type: 'integer', value: -value, labels: [] }
  return { type: 'set', items: [{ type: 'negate', operand }], operations: [], labels }
}
