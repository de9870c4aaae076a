import type { ConnectionState } from '@rpg-bot/rpg_sdk/party'

/** What a player has to know about the line to the table. */
export type TableStatus =
  | 'connecting'
  | 'live'
  | 'reconnecting'
  | 'offline'
  | 'removed'
  | 'missing'
  | 'stopped'

export interface LineFacts {
  /** False when the device says that it has no network. */
  online: boolean
  connection: ConnectionState
  /** Replay is over and nothing is missing. */
  live: boolean
  /** The line was live before in this visit. */
  wasLive: boolean
  /** Permanent code with which the server ended it, or null. */
  ended: string | null
}

/** The worst that is true now, for good before for a while. */
export function tableStatus({ online, connection, live, wasLive, ended }: LineFacts): TableStatus {
  if (ended === 'party_not_found') return wasLive ? 'removed' : 'missing'
  if (ended !== null) return 'removed'
  if (!online) return 'offline'
  if (connection === 'stopped') return 'stopped'
  if (live && connection === 'live') return 'live'
  return wasLive || connection === 'reconnecting' ? 'reconnecting' : 'connecting'
}
