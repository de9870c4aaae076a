/** Which thing of a run stands for which thing of the examples. */
export type Names = {
  /** The example's value in words of the run, in every text of a value. */
  toRun<Value>(value: Value): Value
  /** A text of the run in words of the examples. */
  toExample(text: string): string
  /** Says that these are the same thing; false when one of them already is something else. */
  pair(example: string, run: string): boolean
}

/**
 * Makes a two-way dictionary between examples and a run.
 *
 * @param known pairs to begin with: example to run
 * @param values replaced in requests only, and only where they are the whole text; for what is too short to be
 *   found again, such as entity tags
 */
export function createNames(
  known: Readonly<Record<string, string>>,
  values: Readonly<Record<string, string>> = {},
): Names {
  const runOf = new Map(Object.entries(known))
  const exampleOf = new Map(Object.entries(known).map(([example, run]) => [run, example]))

  const translate = (text: string, dictionary: ReadonlyMap<string, string>): string => {
    const whole = dictionary.get(text)
    if (whole !== undefined) return whole
    // One pass over all, or a translation might be translated again.
    const found = [...dictionary.keys()]
      .filter((key) => text.includes(key))
      .sort((a, b) => b.length - a.length)
    if (found.length === 0) return text
    const pattern = new RegExp(
      found.map((key) => key.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'),
      'g',
    )
    return text.replaceAll(pattern, (key) => dictionary.get(key) ?? key)
  }

  const toRun = (value: unknown): unknown => {
    if (typeof value === 'string') return values[value] ?? translate(value, runOf)
    if (Array.isArray(value)) return value.map(toRun)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, toRun(entry)]))
  }

  return {
    toRun: (value) => toRun(value) as typeof value,
    toExample: (text) => translate(text, exampleOf),
    pair(example, run) {
      const knownRun = runOf.get(example)
      const knownExample = exampleOf.get(run)
      if (knownRun === undefined && knownExample === undefined) {
        runOf.set(example, run)
        exampleOf.set(run, example)
        return true
      }
      return knownRun === run
    },
  }
}
