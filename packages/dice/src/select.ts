import type { Selector } from './ast.ts'

/** What any of the selectors takes. Ties for highest and lowest go to the earlier one. */
export function select<T extends { readonly value: number }>(
  candidates: readonly T[],
  selectors: readonly Selector[],
): Set<T> {
  return new Set(selectors.flatMap((selector) => selectOne(candidates, selector)))
}

function selectOne<T extends { readonly value: number }>(
  candidates: readonly T[],
  { by, value }: Selector,
): readonly T[] {
  switch (by) {
    case 'highest':
      return candidates.toSorted((a, b) => b.value - a.value).slice(0, value)
    case 'lowest':
      return candidates.toSorted((a, b) => a.value - b.value).slice(0, value)
    case 'above':
      return candidates.filter((candidate) => candidate.value > value)
    case 'below':
      return candidates.filter((candidate) => candidate.value < value)
    case 'equal':
      return candidates.filter((candidate) => candidate.value === value)
  }
}
