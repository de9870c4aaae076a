import { RpgProblem } from '@rpg-bot/rpg_sdk'
import { expect, test, vi } from 'vitest'
import { testPerson } from '../testing.ts'
import { createAuthController } from './auth-controller.ts'
import type { Session } from './session.ts'

const refusal = (code: string, status: number) => new RpgProblem({ code, status })

function open(session: Partial<Session>, initData: string | undefined = 'data') {
  const full: Session = {
    signIn: vi.fn(async () => testPerson),
    resume: vi.fn(async () => testPerson),
    hasStored: async () => false,
    accessToken: async () => 'token',
    signOut: vi.fn(async () => undefined),
    ...session,
  }
  return {
    session: full,
    auth: createAuthController({ session: full, initData, now: () => 0, isOnline: () => true }),
  }
}

const settled = (auth: ReturnType<typeof open>['auth']) =>
  vi.waitFor(() => expect(auth.state.get().status).not.toMatch(/starting|signing-in/))

test('launch data signs the person in', async () => {
  const { auth, session } = open({})
  await auth.start()
  await settled(auth)
  expect(session.signIn).toHaveBeenCalledWith('data')
  expect(auth.state.get().status).toBe('signed-in')
  expect(auth.me.get()).toBe(testPerson)
})

test('a stored sign-in that has ended falls back to launch data', async () => {
  const { auth, session } = open({
    hasStored: async () => true,
    resume: async () => {
      throw refusal('refresh_token_expired', 401)
    },
  })
  await auth.start()
  await settled(auth)
  expect(session.signIn).toHaveBeenCalledOnce()
  expect(auth.state.get().status).toBe('signed-in')
})

test('stale launch data after an ended sign-in asks to open the app anew', async () => {
  const { auth } = open({
    signIn: async () => {
      throw refusal('init_data_expired', 401)
    },
  })
  await auth.start()
  await settled(auth)
  expect(auth.state.get().status).toBe('reopen')
})

test('a late answer of an attempt that was left changes nothing', async () => {
  let answer: () => void = () => undefined
  const { auth } = open({ signIn: () => new Promise((resolve) => (answer = () => resolve(testPerson))) })
  await auth.start()
  await auth.signOut()
  answer()
  await Promise.resolve()
  expect(auth.state.get()).toMatchObject({ status: 'signed-out', reason: 'here' })
})
