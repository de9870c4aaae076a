import fc from 'fast-check'
import type { AtomNode, Expression, Operation, OperationName, Selector } from './ast.ts'

// Arbitrary trees that the grammar can express, for the property tests of this package.

const integer = fc.integer({ min: 0, max: 1_000_000_000 })
const word = fc.stringMatching(/^[a-zа-я🔥]{1,6}( [a-z0-9]{1,4})?$/u)
const labels = fc.array(word, { maxLength: 2 })

function selector(kinds: readonly Selector['by'][], maximum: number): fc.Arbitrary<Selector> {
  return fc.record({ by: fc.constantFrom(...kinds), value: fc.integer({ min: 0, max: maximum }) })
}

const ranks = ['highest', 'lowest'] as const
const values = ['above', 'below', 'equal'] as const
const allowed: Readonly<Record<OperationName, readonly Selector['by'][]>> = {
  keep: [...ranks, ...values],
  drop: [...ranks, ...values],
  reroll: values,
  'reroll-once': [...ranks, ...values],
  'reroll-and-add': [...ranks, ...values],
  explode: values,
  minimum: ['equal'],
  maximum: ['equal'],
}

function operations(names: readonly OperationName[]): fc.Arbitrary<Operation[]> {
  const operation = fc
    .constantFrom(...names)
    .chain((name) => fc.record({ name: fc.constant(name), selector: selector(allowed[name], 12) }))
  return fc.array(operation, { maxLength: 3 })
}

const diceOperations = operations(Object.keys(allowed) as OperationName[])
const setOperations = operations(['keep', 'drop'])

const tied = fc.letrec<{ expression: Expression; product: Expression; unary: Expression; atom: AtomNode }>(
  (tie) => ({
    atom: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.record({ type: fc.constant('integer' as const), value: integer, labels }),
      fc.record({
        type: fc.constant('dice' as const),
        count: fc.integer({ min: 1, max: 20 }),
        sides: fc.oneof(
          fc.integer({ min: 1, max: 100 }),
          fc.integer({ min: 1, max: 1_000_000 }),
          fc.constant('F' as const),
        ),
        operations: diceOperations,
        labels,
      }),
      fc.record({
        type: fc.constant('reference' as const),
        name: fc.stringMatching(/^[\p{L}_]{1,5}(\.[a-z]{1,3})?$/u),
        labels,
      }),
      fc.record({
        type: fc.constant('set' as const),
        items: fc.array(tie('expression'), { minLength: 1, maxLength: 3 }),
        operations: setOperations,
        labels,
      }),
    ),
    unary: fc.oneof(tie('atom'), fc.record({ type: fc.constant('negate' as const), operand: tie('atom') })),
    product: chain(tie('unary'), ['*', '/']),
    expression: chain(tie('product'), ['+', '-']),
  }),
)

function chain(
  operand: fc.Arbitrary<Expression>,
  operators: readonly ('+' | '-' | '*' | '/')[],
): fc.Arbitrary<Expression> {
  const next = fc.record({ operator: fc.constantFrom(...operators), right: operand })
  return fc
    .tuple(operand, fc.array(next, { maxLength: 2 }))
    .map(([first, rest]) =>
      rest.reduce<Expression>(
        (left, { operator, right }) => ({ type: 'binary', operator, left, right }),
        first,
      ),
    )
}

/** Any expression that `parse` could have made, of moderate size. */
export const anyExpression: fc.Arbitrary<Expression> = tied.expression

/** Text made of the symbols of the grammar, mostly nonsense. */
export const anyText: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom(
      ...[
        'd',
        'D',
        'kh',
        'kl',
        'k',
        'p',
        'rr',
        'ro',
        'ra',
        'e',
        'mi',
        'ma',
        '<',
        '>',
        '(',
        ')',
        '[',
        ']',
        ',',
      ],
      ...[
        '+',
        '-',
        '*',
        '/',
        '@a',
        '@',
        '%',
        'F',
        '0',
        '1',
        '2',
        '6',
        '20',
        '99',
        '1000000000',
        ' ',
        '#',
        'ё',
      ],
    ),
    { maxLength: 80 },
  )
  .map((parts) => parts.join(''))
