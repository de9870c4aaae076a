import {
  importHmacKey,
  importPublicKey,
  type VerifyInitDataResult,
  verifyInitData,
} from '@rpg-bot/telegram_auth'

/** Which launch data is believed. */
export type LaunchDataTrust = {
  /** Our bot; data signed for any other one is refused. */
  readonly botId: string
  /** Trusted Ed25519 keys, 64 hexadecimal digits each. */
  readonly publicKeys: readonly string[]
  /** The 32-byte key derived from the bot token; undefined turns the fallback off. */
  readonly hmacKey: string | undefined
  /** Greatest accepted age, in seconds. */
  readonly maxAgeSeconds: number
}

/** Checks launch data at a moment, in milliseconds since 1970. */
export type VerifyLaunchData = (raw: string, now: number) => VerifyInitDataResult

/** Makes the check of launch data; the keys are imported once. @throws RangeError when a key is none */
export function createLaunchDataCheck(trust: LaunchDataTrust): VerifyLaunchData {
  const publicKeys = trust.publicKeys.map(importPublicKey)
  const hmacKey = trust.hmacKey === undefined ? {} : { hmacKey: importHmacKey(trust.hmacKey) }
  return (raw, now) =>
    verifyInitData(raw, {
      botId: trust.botId,
      publicKeys,
      ...hmacKey,
      now: Math.floor(now / 1000),
      maxAgeSeconds: trust.maxAgeSeconds,
    })
}
