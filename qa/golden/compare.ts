import type { Names } from './names.ts'
import { kindAt, type VolatileKind, type VolatileRule } from './volatile.ts'

/** An answer as an example file holds it. */
export type ExampleAnswer = {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** One place where an answer is not what the file says. */
export type Difference = { readonly at: string; readonly expected: unknown; readonly actual: unknown }

/** What came of a comparison. */
export type Comparison = {
  readonly differences: readonly Difference[]
  /** The answer as the file should hold it: volatile values stay as they are there. */
  readonly rewritten: ExampleAnswer
}

/**
 * Compares an answer with its example. Values are equal, byte for byte, except where a rule says that a kind of
 * value changes from run to run; there the form must be right, and what stands for one thing must do so
 * everywhere.
 */
export function compareAnswers(
  expected: ExampleAnswer,
  actual: ExampleAnswer,
  { rules, names }: { rules: readonly VolatileRule[]; names: Names },
): Comparison {
  // The first walk learns which id is which, wherever it stands first.
  walk('', expected, actual, { rules, names, differences: [] })
  const differences: Difference[] = []
  const rewritten = walk('', expected, actual, { rules, names, differences }) as ExampleAnswer
  return { differences, rewritten }
}

type Walk = { rules: readonly VolatileRule[]; names: Names; differences: Difference[] }

function walk(at: string, expected: unknown, actual: unknown, context: Walk): unknown {
  if (Array.isArray(actual)) {
    if (!Array.isArray(expected)) return unexpected(at, expected, actual, context)
    if (expected.length > actual.length)
      report(`${at}/${actual.length}`, expected[actual.length], undefined, context)
    return actual.map((item, index) => walk(`${at}/${index}`, expected[index], item, context))
  }
  if (isObject(actual)) {
    if (!isObject(expected)) return unexpected(at, expected, actual, context)
    const names = [...new Set([...Object.keys(expected), ...Object.keys(actual)])]
    const entries = names.flatMap((name) => {
      const place = `${at}/${at === '/headers' ? name.toLowerCase() : escaped(name)}`
      if (name in actual) return [[name, walk(place, expected[name], actual[name], context)] as const]
      report(place, expected[name], undefined, context)
      return []
    })
    return Object.fromEntries(entries)
  }
  return leaf(at, expected, actual, context)
}

/** Something new: one difference, however much is in it. */
function unexpected(at: string, expected: unknown, actual: object, context: Walk): unknown {
  report(at, expected, actual, context)
  const empty = Array.isArray(actual) ? [] : {}
  return walk(at, empty, actual, { ...context, differences: [] })
}

function leaf(at: string, expected: unknown, actual: unknown, context: Walk): unknown {
  const { rules, names } = context
  const shown = typeof actual === 'string' ? names.toExample(actual) : actual
  if (Object.is(shown, expected)) return expected
  const kind = kindAt(rules, at)
  if (kind?.fits(actual) === true) {
    if (kind.fits(expected) && standFor(kind, expected, actual, names)) return expected
    report(at, expected, actual, context)
    return sampleOf(kind, actual, names)
  }
  report(at, expected, actual, context)
  return shown
}

function standFor(kind: VolatileKind, expected: unknown, actual: unknown, names: Names): boolean {
  if (kind.identity === true) return names.pair(String(expected), String(actual))
  return kind.matches?.(expected, actual) ?? true
}

/** A value for the file: what is already named there, else the kind's sample. */
function sampleOf(kind: VolatileKind, actual: unknown, names: Names): unknown {
  if (typeof actual === 'string') {
    const shown = names.toExample(actual)
    if (shown !== actual) return shown
    if (kind.matches !== undefined) return actual
    if (kind.identity !== true) return kind.sample
    // A second thing of the same kind gets another name: the last two digits count down.
    for (let number = 0xff; number > 0; number -= 1) {
      const name = String(kind.sample).slice(0, -2) + number.toString(16).padStart(2, '0')
      if (names.pair(name, actual)) return name
    }
  }
  return kind.matches === undefined ? kind.sample : actual
}

function report(at: string, expected: unknown, actual: unknown, { differences }: Walk): void {
  differences.push({ at, expected, actual })
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')
