/**
 * Programs that must not compile: each `@ts-expect-error` is one mistake that the binder's types refuse.
 * The type check of the repository is the test; a line that begins to compile fails it.
 */
import type { Handler, Handlers, OperationsOf } from '../src/index.ts'

type Schema<Name extends 'Status' | 'Roll'> = import('../src/index.ts').Schema<Name>
declare const status: Schema<'Status'>
declare const roll: Schema<'Roll'>
const location = { Location: '/v1/x' }

export const good: Handler<'getStatus'> = async (_request, { respond }) => respond(200, status)
export const goodEmpty: Handler<'signOut'> = async (_request, { respond }) => respond(204)
export const goodHeaders: Handler<'createRoll'> = async (_request, { respond }) =>
  respond(201, roll, location)

export const missingField: Handler<'getStatus'> = async (_request, { respond }) =>
  // @ts-expect-error `version`, `time` and `checks` are missing
  respond(200, { status: 'ok' })

export const wrongType: Handler<'getStatus'> = async (_request, { respond }) =>
  // @ts-expect-error a number is no version
  respond(200, { ...status, version: 1 })

export const undeclaredStatus: Handler<'getStatus'> = async (_request, { respond }) =>
  // @ts-expect-error the contract knows no 201 here
  respond(201, status)

export const extraProperty: Handler<'getStatus'> = async (_request, { respond }) =>
  // @ts-expect-error `secret` is not in the contract
  respond(200, { status: 'ok', version: '1', time: '', checks: [], secret: 1 })

export const wrongEnumValue: Handler<'getStatus'> = async (_request, { respond }) =>
  // @ts-expect-error `fine` is not a state
  respond(200, { status: 'fine', version: '1', time: '', checks: [] })

export const rawReturn: Handler<'getStatus'> = async () =>
  // @ts-expect-error only `respond` makes a response
  ({ status: 200, body: status, headers: {} })

export const bodyOnEmptyResponse: Handler<'signOut'> = async (_request, { respond }) =>
  // @ts-expect-error 204 has no body
  respond(204, {})

export const missingHeader: Handler<'createRoll'> = async (_request, { respond }) =>
  // @ts-expect-error 201 carries a Location
  respond(201, roll)

export const undeclaredRequestField: Handler<'createRoll'> = async (request, { respond }) => {
  // @ts-expect-error the request has no `seed`
  request.body.seed
  return respond(201, roll, location)
}

export const otherOperationsResponse: Handler<'getStatus'> = async (_request, { respond }) =>
  // @ts-expect-error a roll is no status
  respond(200, roll)

// @ts-expect-error `getJwks` has no handler
export const missingHandler: Handlers<'getStatus' | 'getJwks'> = { getStatus: good }

export const unknownOperation = {
  getStatus: good,
  // @ts-expect-error no such operation
  getStatuses: good,
} satisfies Handlers<'getStatus'>

// @ts-expect-error no such operation id
export type UnknownId = Handler<'getNothing'>

export const foreignKey: Handlers<'getStatus'> = {
  getStatus: good,
  // @ts-expect-error `signOut` was not asked for
  signOut: goodEmpty,
}

// @ts-expect-error no such service
export type UnknownService = OperationsOf<'gateway'>

export const oneArgument: Handler<'getStatus'> = async (_request, { respond }) =>
  // @ts-expect-error the body is an argument of its own
  respond({ status: 200, body: status })
