import { RpgError } from './errors.ts'
import type { OperationRow } from './generated/operations.ts'
import type { Validator } from './generated/table-types.ts'
import { problemDetails } from './validation-errors.ts'

/**
 * `always`: every response is checked and a violation fails the request (tests, development).
 * `sample`: one in a hundred is checked, a violation is reported and the user is served (production).
 */
export type ResponseChecks = 'always' | 'sample' | 'off'

/** Reports a response that broke the contract; `where` is the part that did. */
export type ViolationListener = (violation: {
  readonly operationId: string
  readonly where: 'status' | 'body'
  readonly errors: readonly { pointer: string; rule: string; message: string }[]
}) => void

/** One in so many responses is checked in `sample`. */
const sampleEvery = 100
let responsesSeen = 0

function shouldCheck(mode: ResponseChecks): boolean {
  if (mode === 'off') return false
  if (mode === 'always') return true
  responsesSeen = (responsesSeen + 1) % sampleEvery
  return responsesSeen === 0
}

/**
 * Checks a response in its wire form: what a client would parse, not what the handler held.
 *
 * @throws RpgError `contract_violation` in mode `always`
 */
export function checkResponse(
  response: {
    readonly row: OperationRow
    readonly status: number
    readonly text: string | undefined
    readonly validator: Validator | null
  },
  options: { readonly responses: ResponseChecks; readonly onViolation?: ViolationListener },
): void {
  if (!shouldCheck(options.responses)) return
  const violation = findViolation(response)
  if (violation === null) return
  options.onViolation?.({ operationId: response.row.id, ...violation })
  if (options.responses === 'always') {
    throw new RpgError('contract_violation', {
      cause: new Error(`${response.row.id}: ${JSON.stringify(violation)}`),
    })
  }
}

function findViolation(response: Parameters<typeof checkResponse>[0]) {
  const { row, status, text, validator } = response
  const declared = row.responses[status]
  if (declared === undefined) {
    return {
      where: 'status' as const,
      errors: [{ pointer: '', rule: 'status', message: `${status} is not declared` }],
    }
  }
  const hasBody = text !== undefined
  if (hasBody !== Object.keys(declared).length > 0) {
    const message = hasBody ? 'must have no body' : 'must have a body'
    return { where: 'body' as const, errors: [{ pointer: '', rule: 'body', message }] }
  }
  if (text === undefined || validator === null || validator(JSON.parse(text))) return null
  return { where: 'body' as const, errors: problemDetails('body', validator.errors) }
}
