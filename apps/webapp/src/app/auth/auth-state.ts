import type { Problem } from '../problem.ts'

/** What there is to sign in with. */
export interface Means {
  /** Launch data of Telegram. */
  launch: boolean
  /** A refresh token from an earlier visit. */
  stored: boolean
}

/** How a person is being signed in. */
export type Way = 'launch' | 'stored'

/** States of the gate before the app. `until` is a time in milliseconds since 1970. */
export type AuthState =
  | { status: 'starting' }
  | { status: 'signing-in'; way: Way; means: Means }
  | { status: 'signed-in'; means: Means }
  | { status: 'open-in-telegram' }
  | { status: 'try-later'; until: number; means: Means }
  | { status: 'reopen' }
  | { status: 'too-many'; until: number; way: Way; means: Means }
  | { status: 'offline'; way: Way; means: Means }
  | { status: 'unavailable'; way: Way; means: Means; traceId: string | null }
  | { status: 'signed-out'; reason: 'elsewhere' | 'here'; means: Means }
  | { status: 'failed'; code: string; traceId: string | null; way: Way; means: Means }

export type AuthStatus = AuthState['status']

export type AuthEvent =
  | { type: 'started'; means: Means }
  | { type: 'succeeded' }
  | { type: 'refused'; problem: Problem; now: number; online: boolean }
  /** The person asks again, or a countdown ended. */
  | { type: 'retry' }
  | { type: 'online' }
  /** A token was refused while the app was in use. */
  | { type: 'lost' }
  | { type: 'left' }

export type AuthEventType = AuthEvent['type']

type StateOf<S extends AuthStatus> = Extract<AuthState, { status: S }>
type EventOf<E extends AuthEventType> = Extract<AuthEvent, { type: E }>
type Table = {
  [S in AuthStatus]: { [E in AuthEventType]: (state: StateOf<S>, event: EventOf<E>) => AuthState }
}

const minute = 60_000
const stay = <S extends AuthState>(state: S): AuthState => state

/** The stored sign-in is tried first: it costs the server nothing and survives stale launch data. */
function begin(means: Means): AuthState {
  if (means.stored) return { status: 'signing-in', way: 'stored', means }
  if (means.launch) return { status: 'signing-in', way: 'launch', means }
  return { status: 'open-in-telegram' }
}

const again = (state: { way: Way; means: Means }): AuthState => ({
  status: 'signing-in',
  way: state.way,
  means: state.means,
})

/** Codes that end a stored sign-in for good. */
const storedIsOver = new Set([
  'refresh_token_invalid',
  'refresh_token_expired',
  'refresh_token_reused',
  'sign_in_revoked',
])

const endedElsewhere = new Set(['refresh_token_reused', 'sign_in_revoked'])

function refuse(state: StateOf<'signing-in'>, { problem, now, online }: EventOf<'refused'>): AuthState {
  const { way, means } = state
  const { code, status, traceId } = problem
  if (way === 'stored' && storedIsOver.has(code)) {
    const left = { ...means, stored: false }
    if (left.launch) return { status: 'signing-in', way: 'launch', means: left }
    return endedElsewhere.has(code)
      ? { status: 'signed-out', reason: 'elsewhere', means: left }
      : { status: 'open-in-telegram' }
  }
  if (code === 'init_data_malformed' || code === 'init_data_invalid') return { status: 'open-in-telegram' }
  if (code === 'init_data_future') return { status: 'try-later', until: now + minute, means }
  if (code === 'init_data_expired') return { status: 'reopen' }
  if (code === 'init_data_reuse_limit' || status === 429) {
    return { status: 'too-many', until: now + (problem.retryAfter ?? minute), way, means }
  }
  if (status === null) {
    return online ? { status: 'unavailable', way, means, traceId } : { status: 'offline', way, means }
  }
  if (status >= 500) return { status: 'unavailable', way, means, traceId }
  return { status: 'failed', code, traceId, way, means }
}

/**
 * Every state with every event; what cannot happen leaves the state as it is. A late answer of an attempt
 * that is no longer wanted therefore changes nothing.
 */
export const authTable: Table = {
  starting: {
    started: (_state, event) => begin(event.means),
    succeeded: stay,
    refused: stay,
    retry: stay,
    online: stay,
    lost: stay,
    left: stay,
  },
  'signing-in': {
    started: stay,
    succeeded: (state) => ({ status: 'signed-in', means: { ...state.means, stored: true } }),
    refused: refuse,
    retry: stay,
    online: stay,
    lost: stay,
    left: (state) => ({ status: 'signed-out', reason: 'here', means: { ...state.means, stored: false } }),
  },
  'signed-in': {
    started: stay,
    succeeded: stay,
    refused: stay,
    retry: stay,
    online: stay,
    lost: (state) => ({
      status: 'signed-out',
      reason: 'elsewhere',
      means: { ...state.means, stored: false },
    }),
    left: (state) => ({ status: 'signed-out', reason: 'here', means: { ...state.means, stored: false } }),
  },
  'open-in-telegram': {
    started: stay,
    succeeded: stay,
    refused: stay,
    retry: stay,
    online: stay,
    lost: stay,
    left: stay,
  },
  'try-later': {
    started: stay,
    succeeded: stay,
    refused: stay,
    retry: (state) => begin(state.means),
    online: stay,
    lost: stay,
    left: stay,
  },
  reopen: {
    started: stay,
    succeeded: stay,
    refused: stay,
    retry: stay,
    online: stay,
    lost: stay,
    left: stay,
  },
  'too-many': {
    started: stay,
    succeeded: stay,
    refused: stay,
    retry: again,
    online: stay,
    lost: stay,
    left: stay,
  },
  offline: {
    started: stay,
    succeeded: stay,
    refused: stay,
    retry: again,
    online: again,
    lost: stay,
    left: stay,
  },
  unavailable: {
    started: stay,
    succeeded: stay,
    refused: stay,
    retry: again,
    online: again,
    lost: stay,
    left: stay,
  },
  'signed-out': {
    started: stay,
    succeeded: stay,
    refused: stay,
    retry: (state) => begin(state.means),
    online: stay,
    lost: stay,
    left: stay,
  },
  failed: {
    started: stay,
    succeeded: stay,
    refused: stay,
    retry: again,
    online: stay,
    lost: stay,
    left: stay,
  },
}

/** The next state. Pure: no clock, no network. */
export function nextAuthState(state: AuthState, event: AuthEvent): AuthState {
  const row = authTable[state.status] as Record<
    AuthEventType,
    (state: AuthState, event: AuthEvent) => AuthState
  >
  return row[event.type](state, event)
}
