import { createContext, use } from 'react'
import type { Readable, Release } from '../platform/readable.ts'

/** Tokens of a sign-in, as `POST /v1/auth/telegram` and `POST /v1/auth/refresh` answer. */
export interface AuthTokens {
  accessToken: string
  /** Seconds. */
  expiresIn: number
  refreshToken: string
  user: Me
}

/** The person who is signed in. */
export interface Me {
  id: string
  displayName: string
  username: string | null
  /** Chosen language; null follows Telegram. */
  locale: 'ru' | 'en' | null
}

/** One device on which the person is signed in. */
export interface SignIn {
  id: string
  createdAt: string
  lastUsedAt: string
  platform: string | null
  clientVersion: string | null
  current: boolean
}

export interface ServiceStatus {
  status: 'ok' | 'degraded'
}

/** The part of the API that works without a sign-in. */
export interface AuthPort {
  signIn(initData: string): Promise<AuthTokens>
  refresh(refreshToken: string): Promise<AuthTokens>
  signOut(accessToken: string): Promise<void>
}

/**
 * What the shell itself asks of the API. Features use the SDK client, which carries these and every other
 * domain; the composition root gives it through `Services`.
 */
export interface ApiPort {
  status(signal?: AbortSignal): Promise<ServiceStatus>
  me(signal?: AbortSignal): Promise<Me>
  setLocale(locale: 'ru' | 'en' | null): Promise<Me>
  signIns(signal?: AbortSignal): Promise<SignIn[]>
  revokeSignIn(id: string): Promise<void>
}

export type ConnectionState = 'idle' | 'connecting' | 'live' | 'reconnecting' | 'offline'

/** One event of a party, as CloudEvents names its parts. */
export interface PartyEvent {
  id: string
  type: string
  source: string
  time: string
  /** Dense number inside the party's stream, as a decimal string. */
  sequence?: string
  data: unknown
}

/** The live stream of one party. */
export interface PartyStream {
  subscribe(onEvent: (event: PartyEvent) => void): Release
  /** Resolves when the server has stored the event. */
  publish(type: string, data: unknown): Promise<void>
  close(): void
}

export interface PartyPort {
  /** State of the one connection that all streams share. */
  readonly connection: Readable<ConnectionState>
  open(partyId: string): PartyStream
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
}

export const ServicesContext = createContext<Services | null>(null)

/** API, event stream and telemetry. Components reach them in no other way. */
export function useServices(): Services {
  const services = use(ServicesContext)
  if (services === null) throw new Error('useServices needs a ServicesContext above it.')
  return services
}
