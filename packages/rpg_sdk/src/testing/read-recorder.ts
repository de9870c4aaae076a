/** What kind of value a consumer found at a place. */
export type ValueKind = 'array' | 'boolean' | 'null' | 'number' | 'object' | 'string'

/** The kinds that were read, by JSON pointer; `*` stands for every index of an array. */
export type Reads = ReadonlyMap<string, ReadonlySet<ValueKind>>

/** The kind of a JSON value. */
export function kindOf(value: unknown): ValueKind {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : (typeof value as ValueKind)
}

/**
 * Watches what is read of a JSON value: only what a consumer looked at may break it. A place that is not there
 * leaves no trace, since nobody can rely on it.
 */
export function watchReads(value: unknown): { readonly watched: unknown; readonly reads: Reads } {
  const reads = new Map<string, Set<ValueKind>>()
  const proxies = new WeakMap<object, object>()

  const watch = (entry: unknown, pointer: string): unknown => {
    if (typeof entry !== 'object' || entry === null) return entry
    const known = proxies.get(entry)
    if (known !== undefined) return known
    const proxy = new Proxy(entry, {
      get(target, name, receiver) {
        const found: unknown = Reflect.get(target, name, receiver)
        if (typeof name === 'symbol' || !Object.hasOwn(target, name)) return found
        if (Array.isArray(target) && !/^\d+$/.test(name)) return found
        const place = `${pointer}/${Array.isArray(target) ? '*' : escapeToken(name)}`
        const kinds = reads.get(place) ?? new Set()
        reads.set(place, kinds.add(kindOf(found)))
        return watch(found, place)
      },
    })
    proxies.set(entry, proxy)
    return proxy
  }
  return { watched: watch(value, ''), reads }
}

/** A name in a JSON pointer (RFC 6901, section 3). */
const escapeToken = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')
