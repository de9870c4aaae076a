/** Remembers which methods each path has, to tell "not here" (404) from "not like this" (405). */
export type AllowedMethods = {
  add(pattern: string, methods: readonly string[]): void
  /** The methods of the routes that match a path; empty when there is no such path. */
  of(path: string): readonly string[]
}

type Route = { segments: readonly string[]; methods: Set<string> }

/** Makes an empty table. Patterns are those of the router: `:name` is one segment. */
export function createAllowedMethods(): AllowedMethods {
  const routes = new Map<string, Route>()
  return {
    add(pattern, methods) {
      const route = routes.get(pattern) ?? { segments: pattern.split('/'), methods: new Set<string>() }
      routes.set(pattern, route)
      for (const method of methods) route.methods.add(method)
    },
    of(path) {
      const segments = path.split('/')
      const found = new Set<string>()
      // A route for everything, such as that of a single-page app, says nothing about this path.
      for (const route of routes.values())
        if (route.segments.at(-1) !== '*' && matches(route.segments, segments))
          for (const method of route.methods) found.add(method)
      return [...found].sort()
    },
  }
}

function matches(pattern: readonly string[], path: readonly string[]): boolean {
  if (pattern.length !== path.length) return false
  return pattern.every((part, index) => (part.startsWith(':') ? path[index] !== '' : part === path[index]))
}
