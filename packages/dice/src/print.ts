import type { AtomNode, Expression, Operation, OperationName, Selector, Sides } from './ast.ts'

const operationTexts: Readonly<Record<OperationName, string>> = {
  keep: 'k',
  drop: 'p',
  reroll: 'rr',
  'reroll-once': 'ro',
  'reroll-and-add': 'ra',
  explode: 'e',
  minimum: 'mi',
  maximum: 'ma',
}

const selectionTexts: Readonly<Record<Selector['by'], string>> = {
  highest: 'h',
  lowest: 'l',
  above: '>',
  below: '<',
  equal: '',
}

/**
 * The one canonical text of an expression; `parse(print(ast))` gives an equal tree.
 *
 * It can be longer than what was typed (`d6+d6` prints as `1d6 + 1d6`): pass `parse` a greater `length`
 * to read it back.
 *
 * @param comment words to put after the expression.
 */
export function print(ast: Expression, comment: string | null = null): string {
  const text = printNode(ast)
  return comment === null ? text : `${text} # ${comment}`
}

function printNode(node: Expression): string {
  switch (node.type) {
    case 'binary':
      return `${printNode(node.left)} ${node.operator} ${printNode(node.right)}`
    case 'negate':
      return `-${printAtom(node.operand)}`
    default:
      return printAtom(node)
  }
}

function printAtom(node: AtomNode): string {
  return printBare(node) + node.labels.map((label) => ` [${label}]`).join('')
}

function printBare(node: AtomNode): string {
  switch (node.type) {
    case 'integer':
      return String(node.value)
    case 'reference':
      return `@${node.name}`
    case 'dice':
      return `${node.count}d${printSides(node.sides)}${printOperations(node.operations)}`
    case 'set':
      return `(${node.items.map(printNode).join(', ')})${printOperations(node.operations)}`
  }
}

function printSides(sides: Sides): string {
  return sides === 100 ? '%' : String(sides)
}

function printOperations(operations: readonly Operation[]): string {
  return operations
    .map(({ name, selector }) => operationTexts[name] + selectionTexts[selector.by] + selector.value)
    .join('')
}
