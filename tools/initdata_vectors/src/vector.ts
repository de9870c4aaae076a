/** A published sample of launch data, as far as it says anything; rows vary, so every member may be missing. */
export type Vector = Readonly<Record<string, unknown>>

/** Reads a file of vectors: `{ vectors: [...] }` or a plain list. Null when it is neither or is empty. */
export function parseVectors(json: string): readonly Vector[] | null {
  const value = parseJson(json)
  const list = isRecord(value) ? value.vectors : value
  if (!Array.isArray(list) || list.length === 0) return null
  return list.map((row) => (isRecord(row) ? row : {}))
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

function isRecord(value: unknown): value is Vector {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A member that is text or a number, as text. */
export function textOf(vector: Vector, name: string): string | undefined {
  const value = vector[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

/** A member that is a number; null and everything else is undefined. */
export function numberOf(vector: Vector, name: string): number | undefined {
  const value = vector[name]
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}
