/** Choices by the name of what is chosen. */
export type Dimensions = Readonly<Record<string, readonly string[]>>

/** One value of every dimension. */
export type Combination<All extends Dimensions> = { readonly [Name in keyof All]: All[Name][number] }

/** Every combination there is. */
export function allCombinations<All extends Dimensions>(dimensions: All): Combination<All>[] {
  let combinations: Record<string, string>[] = [{}]
  for (const [name, values] of Object.entries(dimensions)) {
    combinations = combinations.flatMap((combination) =>
      values.map((value) => ({ ...combination, [name]: value })),
    )
  }
  return combinations as Combination<All>[]
}

/** Every two values that can meet, as texts. */
export function pairsOf(combination: Readonly<Record<string, string>>): string[] {
  const entries = Object.entries(combination).map(([name, value]) => `${name}=${value}`)
  return entries.flatMap((first, index) => entries.slice(index + 1).map((second) => `${first} ${second}`))
}

/** A small set of combinations in which every two values meet; the same one each time. */
export function pairwise<All extends Dimensions>(dimensions: All): Combination<All>[] {
  const candidates = allCombinations(dimensions)
  const open = new Set(candidates.flatMap(pairsOf))
  const chosen: Combination<All>[] = []
  while (open.size > 0) {
    const gain = (combination: Combination<All>) =>
      pairsOf(combination).filter((pair) => open.has(pair)).length
    const best = candidates.reduce((one, other) => (gain(other) > gain(one) ? other : one))
    chosen.push(best)
    for (const pair of pairsOf(best)) open.delete(pair)
  }
  return chosen
}
