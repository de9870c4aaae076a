import type { ProblemDetail } from './errors.ts'
import type { ValidationError } from './generated/table-types.ts'

const escapePointer = (segment: string): string => segment.replaceAll('~', '~0').replaceAll('/', '~1')

/** The key that an error is about, for the keywords that report it beside the path of its parent. */
function keyOf(error: ValidationError): string | undefined {
  const key =
    error.params['missingProperty'] ??
    error.params['additionalProperty'] ??
    error.params['unevaluatedProperty'] ??
    error.params['propertyName']
  return typeof key === 'string' ? key : undefined
}

/** A regular expression tells a person nothing; its place and rule tell a program enough. */
function messageOf({ keyword, message }: ValidationError): string {
  if (keyword === 'pattern') return 'has a form or characters that are not allowed here'
  return (message ?? 'is not valid').slice(0, 1024)
}

/** Keywords that only repeat that something below them failed. */
const echoes = new Set(['if', 'propertyNames'])

/**
 * Translates validator errors into the `errors` of a problem document, at most 100 of them and each once: a
 * schema that narrows another one checks the same thing twice. Values are never repeated: they may be secrets.
 */
export function problemDetails(
  where: ProblemDetail['in'],
  errors: readonly ValidationError[] | null | undefined,
): ProblemDetail[] {
  const details = new Map<string, ProblemDetail>()
  for (const error of errors ?? []) {
    if (echoes.has(error.keyword)) continue
    if (details.size === 100) break
    const key = keyOf(error)
    const pointer = `${error.instancePath}${key === undefined ? '' : `/${escapePointer(key)}`}`.slice(0, 512)
    const message = messageOf(error)
    details.set(`${pointer} ${error.keyword} ${message}`, {
      in: where,
      pointer,
      rule: error.keyword,
      message,
    })
  }
  return [...details.values()]
}
