import { randomBytes, sign } from 'node:crypto'
import type { Database } from '@rpg-bot/database'
import { type SigningKey, TOKEN_ISSUER } from '@rpg-bot/gateway_api'
import { sql } from 'kysely'

/** The person with this number, the same in every process. */
export const personId = (number: number): string =>
  `01900000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`

/** Inserts people with the numbers 0 to `count` - 1. */
export async function insertPeople({ kysely }: Pick<Database, 'kysely'>, count: number): Promise<void> {
  const ids = Array.from({ length: count }, (_, number) => personId(number))
  await sql`
    insert into gateway_api.users (id, telegram_user_id, display_name, username, language_code, created_at, updated_at)
    select id, 100000000 + number, 'Хранитель фонаря ' || number, 'keeper_' || number, 'ru', timestamptz '2026-11-24 18:00Z', timestamptz '2026-11-24 18:00Z'
    from unnest(${ids}::uuid[]) with ordinality as person (id, number)
  `.execute(kysely)
  await sql`analyze gateway_api.users`.execute(kysely)
}

/** An access token as the gateway signs them (RFC 9068), of a sign-in of its own. */
export function accessTokenOf(number: number, key: SigningKey, now: number): string {
  const issuedAt = Math.floor(now / 1000)
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = [
    part({ alg: 'EdDSA', typ: 'at+jwt', kid: key.kid }),
    part({
      sid: personId(number + 0x1000000),
      iss: TOKEN_ISSUER,
      aud: ['gateway_api', 'party_sync'],
      sub: personId(number),
      jti: randomBytes(16).toString('hex'),
      iat: issuedAt,
      nbf: issuedAt,
      exp: issuedAt + 600,
    }),
  ].join('.')
  return `${signed}.${sign(null, Buffer.from(signed), key.privateKey).toString('base64url')}`
}
