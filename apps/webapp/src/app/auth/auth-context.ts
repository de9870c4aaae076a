import { createContext, use } from 'react'
import type { Me } from '../services.ts'
import { useReadable } from '../use-readable.ts'
import type { AuthController } from './auth-controller.ts'

export const AuthContext = createContext<AuthController | null>(null)

/** The sign-in itself, for the gate and for signing out. */
export function useAuth(): AuthController {
  const auth = use(AuthContext)
  if (auth === null) throw new Error('useAuth needs an AuthContext above it.')
  return auth
}

/** The person who is signed in; null outside the gate. */
export function useMe(): Me | null {
  return useReadable(useAuth().me)
}
