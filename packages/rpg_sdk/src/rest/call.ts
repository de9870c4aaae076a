import type { OperationId } from '@rpg-bot/rpg_contracts'
import { type AnyInput, type OutgoingCall, outgoingCall } from '../generated/client.ts'
import { createId } from '../id.ts'
import { isProblem, problemOf, RpgProblem } from './problem.ts'
import { retryDelay } from './retry-policy.ts'

/** Gives access tokens. Called with a token that was refused, it has to give another one or throw. */
export interface Auth {
  accessToken(refused?: string): Promise<string>
}

/** Checks bodies against the contract; throws or rejects when they do not fit. */
export interface ContractCheck {
  request(id: OperationId, body: unknown): void | Promise<void>
  response(id: OperationId, status: number, body: unknown): void | Promise<void>
}

/** What {@link createCaller} works with. */
export interface CallerOptions {
  /** Origin and prefix of the API, without a slash at the end; empty for the origin of the page. */
  readonly baseUrl: string
  /** Needed for every operation that is not public. */
  readonly auth?: Auth
  readonly fetch?: typeof globalThis.fetch
  /** Further attempts after the first one; 2 unless said. */
  readonly maxRetries?: number
  /** Longest duration of one attempt, in milliseconds; 15,000 unless said. */
  readonly timeoutMs?: number
  readonly check?: ContractCheck
  readonly random?: () => number
  readonly clock?: () => number
  /** Waits; rejects when the signal is aborted. */
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>
}

/** Options of one call. */
export interface CallOptions {
  readonly signal?: AbortSignal
  /** Key of this call, the same for all its attempts; made when missing. */
  readonly idempotencyKey?: string
}

/** An answer with what is around its body. */
export interface Answer {
  readonly data: unknown
  readonly status: number
  /** Version of the representation, for `if-match`. */
  readonly etag: string | null
  /** True when the server repeated an earlier answer to the same idempotency key. */
  readonly replayed: boolean
}

/** Refusals of an access token: each is a question to whoever keeps the tokens, who may know that it is over. */
const tokenRefusals = ['token_expired', 'token_invalid', 'sign_in_revoked'] as const

/** Makes the function behind every operation: attempts, tokens, timeouts, checks. */
export function createCaller(options: CallerOptions) {
  const { baseUrl, auth, check, maxRetries = 2, timeoutMs = 15_000 } = options
  const { random = Math.random, clock = Date.now, sleep = wait } = options
  const send =
    options.fetch ?? ((...request: Parameters<typeof globalThis.fetch>) => globalThis.fetch(...request))

  return async function call(
    id: OperationId,
    input: AnyInput = {},
    callOptions: CallOptions = {},
  ): Promise<Answer> {
    await check?.request(id, input.body)
    const outgoing = withKey(outgoingCall(id, input), callOptions.idempotencyKey)
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await attemptWithToken(outgoing, callOptions.signal)
      } catch (error) {
        if (!isProblem(error) || attempt > maxRetries) throw error
        const delay = retryDelay(error, outgoing.route, { attempt, random })
        if (delay === null) throw error
        await sleep(delay, callOptions.signal)
      }
    }
  }

  /** A refused access token is replaced once; that is no retry of the call. */
  async function attemptWithToken(outgoing: OutgoingCall, signal: AbortSignal | undefined): Promise<Answer> {
    if (outgoing.route.public === true || auth === undefined) return attemptOnce(outgoing, signal)
    const token = await auth.accessToken()
    try {
      return await attemptOnce(outgoing, signal, token)
    } catch (error) {
      if (!tokenRefusals.some((code) => isProblem(error, code))) throw error
      return attemptOnce(outgoing, signal, await auth.accessToken(token))
    }
  }

  async function attemptOnce(
    outgoing: OutgoingCall,
    signal: AbortSignal | undefined,
    token?: string,
  ): Promise<Answer> {
    const timeout = AbortSignal.timeout(timeoutMs)
    try {
      const response = await send(baseUrl + outgoing.url, {
        method: outgoing.route.method,
        headers: {
          ...outgoing.headers,
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        ...(outgoing.body === undefined ? {} : { body: outgoing.body }),
        credentials: 'omit',
        signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      })
      if (response.status >= 400) throw await problemOf(response, clock())
      return await read(outgoing.id, response)
    } catch (error) {
      if (isProblem(error) || signal?.aborted === true) throw error
      const code = timeout.aborted ? 'timed_out' : 'network_failed'
      throw new RpgProblem({ code, status: 0, cause: error })
    }
  }

  async function read(id: OperationId, response: Response): Promise<Answer> {
    const data = await bodyOf(response)
    await check?.response(id, response.status, data)
    return {
      data,
      status: response.status,
      etag: response.headers.get('etag'),
      replayed: response.headers.get('idempotency-replayed') === 'true',
    }
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  if (response.status === 204 || response.status === 304) return undefined
  try {
    return await response.json()
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    throw new RpgProblem({ code: 'answer_invalid', status: 0, cause })
  }
}

function withKey(outgoing: OutgoingCall, key: string | undefined): OutgoingCall {
  if (outgoing.route.idempotent !== true || outgoing.headers['idempotency-key'] !== undefined) return outgoing
  return { ...outgoing, headers: { ...outgoing.headers, 'idempotency-key': key ?? createId() } }
}

function wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const timer = setTimeout(done, milliseconds)
    signal?.addEventListener('abort', stop, { once: true })
    function done() {
      signal?.removeEventListener('abort', stop)
      resolve()
    }
    function stop() {
      clearTimeout(timer)
      reject(signal?.reason)
    }
  })
}
