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

/** Keywords that only repeat that something below them failed. */
const echoes = new Set(['if', 'propertyNames'])

/**
 * Translates validator errors into the `errors` of a problem document, at most 100 of them.
 * Values are never repeated: they may be secrets.
 */
export function problemDetails(
  where: ProblemDetail['in'],
  errors: readonly ValidationError[] | null | undefined,
): ProblemDetail[] {
  return (errors ?? [])
    .filter((error) => !echoes.has(error.keyword))
    .slice(0, 100)
    .map((error) => {
      const key = keyOf(error)
      return {
        in: where,
        pointer: `${error.instancePath}${key === undefined ? '' : `/${escapePointer(key)}`}`.slice(0, 512),
        rule: error.keyword,
        message: (error.message ?? 'is not valid').slice(0, 1024),
      }
    })
}
