/** JSON text that does not depend on the order of keys (the idea of RFC 8785), for comparing content. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
    const entries = Object.entries(part).sort(([left], [right]) => (left < right ? -1 : 1))
    // Null prototype: a key called __proto__ stays a key.
    return Object.assign(Object.create(null), Object.fromEntries(entries))
  })
}
