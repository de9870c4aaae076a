import type { ServerResponse } from 'node:http'
import { type CatalogueError, createTraceId, problemFrom, problemMediaType } from '@rpg-bot/service_kit'

/** Answers with a problem where no service is there to do it. */
export function answerProblem(response: ServerResponse, error: CatalogueError): void {
  const problem = problemFrom(error, createTraceId())
  response.statusCode = problem.status
  response.setHeader('content-type', problemMediaType)
  response.setHeader('cache-control', 'no-store')
  if (error.retryAfterMs !== undefined) {
    response.setHeader('retry-after', Math.ceil(error.retryAfterMs / 1000))
  }
  response.end(JSON.stringify(problem))
}
