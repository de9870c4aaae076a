import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { RateLimits } from './rate-limits.ts'

type PayloadAndDone = [payload: unknown, done: (error?: Error) => void]

/**
 * Counts the requests of every route that is added from now on. `limitOf` names the limit of an operation of
 * the contract; routes without an operation, and operations without a limit, are not counted. A request is
 * counted after authentication and before its body is read, so a limit by user knows the user.
 */
export function registerRateLimits<Name extends string>(
  app: FastifyInstance,
  options: { rateLimits: RateLimits<Name>; limitOf: (operationId: string) => Name | undefined },
): void {
  const { rateLimits, limitOf } = options
  app.addHook('onRoute', (route) => {
    const operationId = route.config?.operationId
    const limit = operationId === undefined ? undefined : limitOf(operationId)
    if (limit === undefined) return
    const countRequest = (request: FastifyRequest, reply: FastifyReply, ...[, done]: PayloadAndDone) => {
      try {
        const counted = rateLimits.check(limit, request, reply)
        if (counted === undefined) done()
        else counted.then(() => done(), done)
      } catch (error) {
        done(error as Error)
      }
    }
    const others = route.preParsing === undefined ? [] : [route.preParsing].flat()
    route.preParsing = [countRequest, ...others] as NonNullable<typeof route.preParsing>
  })
}
