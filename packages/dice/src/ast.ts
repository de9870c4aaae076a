/** What is rolled: a number of sides of at least 1, or `F`, a Fate die with the faces −1, 0 and 1. */
export type Sides = number | 'F'

/**
 * Which dice or items an operation takes: the highest or lowest `value` of them, those above or below
 * `value`, or those showing exactly `value`.
 */
export type Selector = {
  readonly by: 'highest' | 'lowest' | 'above' | 'below' | 'equal'
  readonly value: number
}

/** What is done to dice once rolled; the names stand for `k p rr ro ra e mi ma` of the source text. */
export type OperationName =
  | 'keep'
  | 'drop'
  | 'reroll'
  | 'reroll-once'
  | 'reroll-and-add'
  | 'explode'
  | 'minimum'
  | 'maximum'

/** One operation; they apply left to right, neighbours of one kind together. */
export type Operation = { readonly name: OperationName; readonly selector: Selector }

type Atom = { readonly labels: readonly string[] }

/** A whole number of the source text, 0 to 1,000,000,000. */
export type IntegerNode = Atom & { readonly type: 'integer'; readonly value: number }

/** `@name`: a number of the character sheet, known only when rolled. */
export type ReferenceNode = Atom & { readonly type: 'reference'; readonly name: string }

/** `3d6`, `d%` (100 sides), `4dF`, with operations. */
export type DiceNode = Atom & {
  readonly type: 'dice'
  readonly count: number
  readonly sides: Sides
  readonly operations: readonly Operation[]
}

/** `(a, b, …)`: the sum of its kept items; with one item, plain grouping. */
export type SetNode = Atom & {
  readonly type: 'set'
  readonly items: readonly Expression[]
  readonly operations: readonly Operation[]
}

/** A leading minus. Its operand is an atom: `--1` is not in the grammar. */
export type NegateNode = { readonly type: 'negate'; readonly operand: AtomNode }

/** Two operands; chains lean to the left, and `/` rounds down. */
export type BinaryNode = {
  readonly type: 'binary'
  readonly operator: '+' | '-' | '*' | '/'
  readonly left: Expression
  readonly right: Expression
}

/** What labels and operations may follow. */
export type AtomNode = IntegerNode | ReferenceNode | DiceNode | SetNode

/** A parsed dice expression. Plain data: it survives JSON and `structuredClone`. */
export type Expression = AtomNode | NegateNode | BinaryNode
