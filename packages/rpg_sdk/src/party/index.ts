export { type AfterClose, afterClose, reconnectDelay } from './close-policy.ts'
export type { Cursor, FollowHandlers, ResetReason, StartPosition } from './follow.ts'
export type { PartyEvent, PublishData, ServerMessage } from './messages.ts'
export type { Published } from './outbox.ts'
export {
  type ConnectionState,
  createPartyClient,
  type FollowOptions,
  type PartyClient,
  type PartyClientOptions,
  type PartyFeed,
  type PartySocket,
  type Timers,
} from './party-client.ts'
