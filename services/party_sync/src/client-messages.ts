import type { ClientMessage, PublishByType, PublishType } from '@rpg-bot/rpg_contracts'

/** Any event as a client publishes it. */
export type PublishMessage = PublishByType[PublishType]
/** A request to follow a party. */
export type SubscribeMessage = Extract<ClientMessage, { type: 'io.rpgbot.sync.subscribe.v1' }>
