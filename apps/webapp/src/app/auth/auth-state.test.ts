import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AuthEvent, type AuthState, type AuthStatus, authTable, nextAuthState } from './auth-state.ts'

const means = { launch: true, stored: false }
const both = { launch: true, stored: true }
const attempt: AuthState = { status: 'signing-in', way: 'launch', means }
const now = 1_000

const refused = (code: string, status: number | null, retryAfter: number | null = null): AuthEvent => ({
  type: 'refused',
  problem: { code, status, retryAfter, traceId: 'abc' },
  now,
  online: true,
})

const examples: Record<AuthStatus, AuthState> = {
  starting: { status: 'starting' },
  'signing-in': attempt,
  'signed-in': { status: 'signed-in', means: both },
  'open-in-telegram': { status: 'open-in-telegram' },
  'try-later': { status: 'try-later', until: now, means },
  reopen: { status: 'reopen' },
  'too-many': { status: 'too-many', until: now, way: 'launch', means },
  offline: { status: 'offline', way: 'stored', means: both },
  unavailable: { status: 'unavailable', way: 'launch', means, traceId: null },
  'signed-out': { status: 'signed-out', reason: 'elsewhere', means },
  failed: { status: 'failed', code: 'x', traceId: null, way: 'launch', means },
}

test('the table knows every state with every event', () => {
  const events: AuthEvent['type'][] = ['started', 'succeeded', 'refused', 'retry', 'online', 'lost', 'left']
  expect(Object.keys(authTable).sort()).toEqual(Object.keys(examples).sort())
  for (const row of Object.values(authTable)) expect(Object.keys(row).sort()).toEqual([...events].sort())
})

test.each([
  ['a stored sign-in is tried first', both, { status: 'signing-in', way: 'stored', means: both }],
  ['launch data alone signs in', means, attempt],
  [
    'without either the door is in Telegram',
    { launch: false, stored: false },
    { status: 'open-in-telegram' },
  ],
])('at the start, %s', (_name, given, expected) => {
  expect(nextAuthState({ status: 'starting' }, { type: 'started', means: given })).toEqual(expected)
})

test.each([
  ['init_data_malformed', 400, 'open-in-telegram'],
  ['init_data_invalid', 401, 'open-in-telegram'],
  ['init_data_future', 401, 'try-later'],
  ['init_data_expired', 401, 'reopen'],
  ['init_data_reuse_limit', 429, 'too-many'],
  ['rate_limited', 429, 'too-many'],
  ['unavailable', 503, 'unavailable'],
  ['internal_error', 500, 'unavailable'],
  ['something_new', 403, 'failed'],
])('%s (%i) leads to %s', (code, status, expected) => {
  expect(nextAuthState(attempt, refused(code, status)).status).toBe(expected)
})

test('an answer that never came means offline or a silent service', () => {
  const event = refused('unreachable', null)
  expect(nextAuthState(attempt, event).status).toBe('unavailable')
  expect(nextAuthState(attempt, { ...event, online: false } as AuthEvent).status).toBe('offline')
})

test('the server decides how long to wait', () => {
  expect(nextAuthState(attempt, refused('rate_limited', 429, 7_000))).toMatchObject({ until: now + 7_000 })
  expect(nextAuthState(attempt, refused('rate_limited', 429))).toMatchObject({ until: now + 60_000 })
})

test.each(['refresh_token_invalid', 'refresh_token_expired', 'refresh_token_reused', 'sign_in_revoked'])(
  'a stored sign-in ended by %s gives way to launch data',
  (code) => {
    const state: AuthState = { status: 'signing-in', way: 'stored', means: both }
    expect(nextAuthState(state, refused(code, 401))).toEqual({ status: 'signing-in', way: 'launch', means })
  },
)

test('without launch data a revoked sign-in says so', () => {
  const state: AuthState = { status: 'signing-in', way: 'stored', means: { launch: false, stored: true } }
  expect(nextAuthState(state, refused('sign_in_revoked', 401))).toMatchObject({
    status: 'signed-out',
    reason: 'elsewhere',
  })
  expect(nextAuthState(state, refused('refresh_token_expired', 401)).status).toBe('open-in-telegram')
})

test('network coming back resumes the same way', () => {
  expect(nextAuthState(examples.offline, { type: 'online' })).toEqual({
    status: 'signing-in',
    way: 'stored',
    means: both,
  })
})

test('losing the sign-in forgets it, and trying again uses launch data', () => {
  const lost = nextAuthState(examples['signed-in'], { type: 'lost' })
  expect(lost).toEqual({ status: 'signed-out', reason: 'elsewhere', means })
  expect(nextAuthState(lost, { type: 'retry' })).toEqual(attempt)
})

test('whatever happens, the app opens only after a success', () => {
  const event = fc.oneof(
    fc.constantFrom<AuthEvent>(
      { type: 'succeeded' },
      { type: 'retry' },
      { type: 'online' },
      { type: 'lost' },
      { type: 'left' },
    ),
    fc
      .record({ launch: fc.boolean(), stored: fc.boolean() })
      .map((given): AuthEvent => ({ type: 'started', means: given })),
    fc
      .tuple(
        fc.constantFrom('init_data_expired', 'rate_limited', 'sign_in_revoked', 'x'),
        fc.constantFrom(400, 401, 429, 503, null),
      )
      .map(([code, status]) => refused(code, status)),
  )
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), (events) => {
      let state: AuthState = { status: 'starting' }
      for (const each of events) {
        const before = state.status
        state = nextAuthState(state, each)
        if (state.status === 'signed-in' && before !== 'signed-in') {
          expect(before).toBe('signing-in')
          expect(each.type).toBe('succeeded')
        }
      }
    }),
  )
})
