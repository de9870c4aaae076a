import type { ResultOf, RpgClient } from '@rpg-bot/rpg_sdk'
import type { ConnectionState, PartyClient } from '@rpg-bot/rpg_sdk/party'
import { createContext, use } from 'react'
import type { Readable } from '../platform/readable.ts'
import type { Contract } from './contract-check.ts'

/** Tokens of a sign-in, as far as the app uses them. */
export type AuthTokens = Pick<
  ResultOf<'signInWithTelegram'>,
  'accessToken' | 'expiresIn' | 'refreshToken' | 'user'
>

/** The person who is signed in. */
export type Me = ResultOf<'getMe'>

/** The part of the API around a sign-in; the session alone uses it. */
export interface AuthPort {
  signIn(initData: string): Promise<AuthTokens>
  refresh(refreshToken: string): Promise<AuthTokens>
  signOut(accessToken: string): Promise<void>
}

/** Every operation of the API, by domain. */
export type ApiPort = RpgClient

export type { ConnectionState }

/** The live side. Its code is fetched when the first feature asks for it. */
export interface PartyPort {
  /** State of the one connection that all parties share; `idle` while nobody asked. */
  readonly connection: Readable<ConnectionState>
  /** The one client of this visit. */
  client(): Promise<PartyClient>
}

/** Names of what happened and small facts about it; never texts of players, never tokens. */
export interface Telemetry {
  event(name: string, facts?: Record<string, string | number | boolean>): void
  error(error: unknown, where: string): void
}

export interface Services {
  api: ApiPort
  party: PartyPort
  telemetry: Telemetry
  /** Takes the validators of a feature when it is opened; tells whether events and publishes fit. */
  contract: Pick<Contract, 'add' | 'receives' | 'publishFault'>
}

export const ServicesContext = createContext<Services | null>(null)

/** API, event stream and telemetry. Components reach them in no other way. */
export function useServices(): Services {
  const services = use(ServicesContext)
  if (services === null) throw new Error('useServices needs a ServicesContext above it.')
  return services
}
