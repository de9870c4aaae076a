import { verifyInitData } from '@rpg-bot/telegram_auth'
import { numberOf, textOf, type Vector } from './vector.ts'
import { vectorKeys } from './vector-keys.ts'

/** How a row came out. */
export type Judgement = {
  readonly id: string
  readonly passed: boolean
  /** What was expected and what happened, with the error families of both sides. */
  readonly explanation: string
}

/**
 * Judges one row: proof and freshness (checks 1 to 5) must come out as `expected` says. Our check 6, the
 * schema of the fields, takes no part. A row without `expected` fails, since nothing could pass it.
 *
 * @param clock the real time in Unix seconds, for rows without `now`.
 */
export function judge(vector: Vector, index: number, clock: number): Judgement {
  const maxAge = numberOf(vector, 'max_age_s') ?? 0
  const result = verifyInitData(textOf(vector, 'init_data') ?? '', {
    ...vectorKeys(vector),
    now: numberOf(vector, 'now') ?? clock,
    maxAgeSeconds: maxAge === 0 ? null : maxAge,
  })
  const accepted = result.ok || result.check === 6
  const got = accepted ? 'accepted' : `refused: ${result.code}, check ${result.check}, ${result.detail}`
  return {
    id: textOf(vector, 'id') ?? `row ${index + 1}`,
    passed: accepted === vector.expected,
    explanation: `${expectation(vector)}; ${got}`,
  }
}

function expectation(vector: Vector): string {
  if (typeof vector.expected !== 'boolean') return 'says nothing of what to expect'
  const family = textOf(vector, 'error')
  return vector.expected
    ? 'expected to pass'
    : `expected to fail${family === undefined ? '' : ` (${family})`}`
}
