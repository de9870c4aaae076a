/** What a client does after a connection ended. */
export type AfterClose =
  /** Connect again at once, with a little jitter. */
  | 'resume_now'
  /** Connect again with growing delays. */
  | 'resume_later'
  /** Get a new access token, then connect. */
  | 'renew_then_resume'
  /** Do not come back. */
  | 'stop'

/**
 * The policy of a close code: the range decides, so a code that this version does
 * not know is still handled.
 */
export function afterClose(code: number): AfterClose {
  if (code === 1000 || code === 1009) return 'stop'
  if (code >= 4000 && code <= 4099) return 'resume_now'
  if (code >= 4100 && code <= 4199) return 'resume_later'
  if (code >= 4200 && code <= 4299) return 'renew_then_resume'
  if (code >= 4400 && code <= 4499) return 'stop'
  return 'resume_later'
}

/**
 * Delay before a connection attempt: full jitter between nothing and a growing bound.
 *
 * @param failures attempts that failed since the last success
 * @param random in [0, 1)
 * @returns milliseconds
 */
export function reconnectDelay(failures: number, random: () => number): number {
  const bound = Math.min(20_000, 500 * 2 ** Math.min(failures, 10))
  return random() * bound
}
