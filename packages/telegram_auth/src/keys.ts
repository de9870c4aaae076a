import { createHmac, createPublicKey, createSecretKey, type KeyObject } from 'node:crypto'

/**
 * Telegram's Ed25519 public keys, in hexadecimal.
 *
 * Source: https://core.telegram.org/bots/webapps#validating-data-for-third-party-use. The test key belongs
 * to Telegram's test data centre, where anybody may make accounts: never trust it in production.
 */
export const telegramPublicKeys = Object.freeze({
  production: 'e7bf03a2fa4602af4580703d88dda5bb59f32ed8b02a56c187fe7d34caed242d',
  test: '40055058a4ee38156a06562e52eece92a771bcd8346a8c4615cb7376eddf72ec',
})

/**
 * Makes a key object of an Ed25519 public key; do it once and keep it.
 *
 * @throws RangeError unless given 64 hexadecimal digits.
 */
export function importPublicKey(hex: string): KeyObject {
  const x = fromHex(hex, 'A public key').toString('base64url')
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
}

/**
 * Makes a key object of the derived HMAC key; do it once and keep it.
 *
 * @param hex what `deriveHmacKey` printed.
 * @throws RangeError unless given 64 hexadecimal digits.
 */
export function importHmacKey(hex: string): KeyObject {
  return createSecretKey(fromHex(hex, 'An HMAC key'))
}

/**
 * The key that `hash` is made with: HMAC-SHA256 of the bot token under "WebAppData", in hexadecimal.
 * Services get this key instead of the token, which could also act as the bot.
 *
 * Source: https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app.
 */
export function deriveHmacKey(botToken: string): string {
  return createHmac('sha256', 'WebAppData').update(botToken).digest('hex')
}

function fromHex(hex: string, what: string): Buffer {
  if (!/^[0-9a-f]{64}$/iu.test(hex)) throw new RangeError(`${what} has 64 hexadecimal digits.`)
  return Buffer.from(hex, 'hex')
}
