/** Steps of a JSON Pointer (RFC 6901), unescaped. `''` is the whole document and has none. */
export function stepsOf(pointer: string): string[] {
  if (pointer === '') return []
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** The value a pointer names; undefined when there is none. Only what the document itself has is found. */
export function getPointer(document: unknown, pointer: string): unknown {
  let value = document
  for (const step of stepsOf(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as Record<string, unknown>)[step]
  }
  return value
}

/** A copy of the document with one value set; missing parents become objects. The original stays as it is. */
export function setPointer(document: unknown, pointer: string, value: unknown): unknown {
  return setAt(document, stepsOf(pointer), value)
}

function setAt(target: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value
  if (Array.isArray(target)) {
    const copy: unknown[] = [...target]
    const index = Number(step)
    // `-` names the place after the last one (RFC 6901, section 4).
    const place = step === '-' ? copy.length : index
    if (!Number.isInteger(place) || place < 0 || place > copy.length) return target
    copy[place] = setAt(copy[place], rest, value)
    return copy
  }
  const parent = typeof target === 'object' && target !== null ? (target as Record<string, unknown>) : {}
  const inner = Object.hasOwn(parent, step) ? parent[step] : undefined
  // Entries instead of assignment: a step called `__proto__` must stay data.
  return Object.fromEntries([
    ...Object.entries(parent).filter(([key]) => key !== step),
    [step, setAt(inner, rest, value)],
  ])
}
