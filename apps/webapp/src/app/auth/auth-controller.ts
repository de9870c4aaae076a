import { createValue, type Readable } from '../../platform/readable.ts'
import { problemOf } from '../problem.ts'
import type { Me } from '../services.ts'
import { type AuthEvent, type AuthState, nextAuthState } from './auth-state.ts'
import type { Session } from './session.ts'

export interface AuthControllerOptions {
  session: Session
  initData: string | undefined
  /** Milliseconds since 1970. */
  now: () => number
  isOnline: () => boolean
}

/** Runs the state machine: whoever enters `signing-in` starts an attempt, its end is the next event. */
export interface AuthController {
  readonly state: Readable<AuthState>
  readonly me: Readable<Me | null>
  start(): Promise<void>
  send(event: AuthEvent): void
  signOut(): Promise<void>
}

export function createAuthController(options: AuthControllerOptions): AuthController {
  const { session, initData, now, isOnline } = options
  const state = createValue<AuthState>({ status: 'starting' })
  const me = createValue<Me | null>(null)

  const send = (event: AuthEvent): void => {
    const before = state.get()
    const after = nextAuthState(before, event)
    if (after === before) return
    state.set(after)
    if (after.status === 'signing-in') void attempt(after)
    if (after.status === 'signed-out') me.set(null)
  }

  const attempt = async (attempted: AuthState & { status: 'signing-in' }): Promise<void> => {
    const finish = (event: AuthEvent) => {
      // Another attempt may have begun meanwhile; only the current one may speak.
      if (state.get() === attempted) send(event)
    }
    try {
      const person =
        attempted.way === 'launch' && initData !== undefined
          ? await session.signIn(initData)
          : await session.resume()
      me.set(person)
      finish({ type: 'succeeded' })
    } catch (error) {
      finish({ type: 'refused', problem: problemOf(error), now: now(), online: isOnline() })
    }
  }

  return {
    state,
    me,
    send,
    async start() {
      send({ type: 'started', means: { launch: initData !== undefined, stored: await session.hasStored() } })
    },
    async signOut() {
      send({ type: 'left' })
      await session.signOut()
    },
  }
}
