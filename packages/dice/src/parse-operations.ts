import type { Operation, OperationName, Selector } from './ast.ts'
import { type Cursor, readSides, skipSpaces, take } from './cursor.ts'
import { fail } from './error.ts'

const operationNames: Readonly<Record<string, OperationName>> = {
  k: 'keep',
  p: 'drop',
  rr: 'reroll',
  ro: 'reroll-once',
  ra: 'reroll-and-add',
  e: 'explode',
  mi: 'minimum',
  ma: 'maximum',
}

const selections: Readonly<Record<string, Selector['by']>> = {
  h: 'highest',
  l: 'lowest',
  '>': 'above',
  '<': 'below',
  '': 'equal',
}

const operationPattern = /(rr|ro|ra|mi|ma|k|p|e)\s*([hl<>]?)\s*(\d+)/iuy

/** Which operations a set may carry: its items have no faces to reroll, explode or floor. */
const setOperations: ReadonlySet<OperationName> = new Set(['keep', 'drop'])

/** These look again at every new die, and among any dice there is always a highest. */
const endlessWithRank: ReadonlySet<OperationName> = new Set(['reroll', 'explode'])

/** The operations after dice or a set, none being fine. */
export function parseOperations(cursor: Cursor, target: 'dice' | 'set'): Operation[] {
  const operations: Operation[] = []
  for (;;) {
    const start = cursor.offset
    skipSpaces(cursor)
    const position = cursor.offset
    const match = take(cursor, operationPattern)
    const name = operationNames[(match?.[1] ?? '').toLowerCase()]
    const by = selections[(match?.[2] ?? '').toLowerCase()]
    if (match === null || name === undefined || by === undefined) {
      cursor.offset = start
      return operations
    }
    const value = readSides(cursor, match[3] ?? '', position)
    const operation = { name, selector: { by, value } }
    checkOperation(operation, target, position)
    operations.push(operation)
  }
}

function checkOperation(operation: Operation, target: 'dice' | 'set', position: number): void {
  const { name, selector } = operation
  if (target === 'set' && !setOperations.has(name)) {
    fail({ code: 'dice_operation', position, message: 'A set can only keep (k) or drop (p).' })
  }
  if ((name === 'minimum' || name === 'maximum') && selector.by !== 'equal') {
    fail({ code: 'dice_selector', position, message: 'mi and ma take a plain number.' })
  }
  if (endlessWithRank.has(name) && (selector.by === 'highest' || selector.by === 'lowest')) {
    fail({ code: 'dice_selector', position, message: 'rr and e take a face, or a bound with > or <.' })
  }
}
