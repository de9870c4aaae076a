import { readFile } from 'node:fs/promises'
import { operationTable, type ValidationError } from '@rpg-bot/rpg_contracts'
import { type Comparison, compareAnswers, type Difference, type ExampleAnswer } from './compare.ts'
import type { Example, ExampleRequest } from './examples.ts'
import { send } from './gateway.ts'
import { createNames, type Names } from './names.ts'
import { type Prepared, type Stage, states } from './states.ts'
import type { VolatileRule } from './volatile.ts'

/** Headers that belong to an example when an answer has them; the others are the same on every answer. */
const goldenHeaders: Readonly<Record<string, string>> = {
  etag: 'ETag',
  location: 'Location',
  'retry-after': 'Retry-After',
  'idempotency-replayed': 'Idempotency-Replayed',
}

/** What a replay answered. */
export type Replay = {
  readonly answer: ExampleAnswer
  readonly names: Names
  readonly violations: readonly string[]
}

/** Reads the rules for volatile values. */
export async function readRules(): Promise<readonly VolatileRule[]> {
  return JSON.parse(await readFile(new URL('./rules.json', import.meta.url), 'utf8')).rules
}

/**
 * Sends a request to the real gateway after putting it into the state of the example with that name.
 *
 * @throws Error when no state of that name exists
 */
export async function replayRequest(name: string, request: ExampleRequest, stage: Stage): Promise<Replay> {
  const state = states[name]
  if (state === undefined) throw new Error(`${name} has no state in qa/golden/states.ts.`)
  const prepared = await state(stage, request)
  const names = createNames(prepared.names, prepared.values)
  const [operationId = ''] = name.split('/')
  const { contentType, ...answer } = await send(
    prepared.gateway.app,
    operationId,
    names.toRun(authorized(request, prepared)),
  )
  return {
    names,
    answer: withGoldenHeaders(answer),
    violations: violationsOf(operationId, answer, contentType),
  }
}

/** Replays an example and compares. */
export async function replayExample(
  example: Example,
  { stage, rules }: { stage: Stage; rules: readonly VolatileRule[] },
): Promise<Comparison> {
  const { answer, names, violations } = await replayRequest(example.name, example.request, stage)
  const comparison = compareAnswers(example.response, answer, { rules, names })
  const broken: Difference[] = violations.map((violation) => ({
    at: 'contract',
    expected: 'fits',
    actual: violation,
  }))
  return { ...comparison, differences: [...broken, ...comparison.differences] }
}

function authorized(request: ExampleRequest, { accessToken }: Prepared): ExampleRequest {
  if (request.headers?.['authorization'] === undefined) return request
  if (accessToken === undefined) throw new Error('The example sends a token, but its state has none.')
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${accessToken}` } }
}

function withGoldenHeaders({ headers = {}, ...answer }: ExampleAnswer): ExampleAnswer {
  const kept = Object.entries(goldenHeaders).flatMap(([name, shown]) => {
    const value = headers[name]
    return value === undefined ? [] : [[shown, value] as const]
  })
  const { status, ...rest } = answer
  return { status, ...(kept.length === 0 ? {} : { headers: Object.fromEntries(kept) }), ...rest }
}

/** What about an answer is not as the contract says. */
export function violationsOf(operationId: string, answer: ExampleAnswer, contentType: string): string[] {
  const declared = operationTable.find(({ id }) => id === operationId)?.responses[answer.status]
  if (declared === undefined) return [`${answer.status} is not declared`]
  const [media] = Object.entries(declared)
  if (media === undefined) return answer.body === undefined ? [] : ['must have no body']
  const [type, validator] = media
  if (!contentType.startsWith(type)) return [`is ${contentType} and not ${type}`]
  if (validator === null || validator(answer.body)) return []
  return (validator.errors ?? []).map((error: ValidationError) => `${error.instancePath} ${error.message}`)
}
