/** How long the result of a write holds, in milliseconds: health is asked every second, the disk need not be. */
const KEEP_MS = 3_000

/** A write that has not ended after so long counts as failed, in milliseconds. */
const STUCK_MS = 5_000

/**
 * Makes the question "do writes work?". Reads go on for long after a disk is full or has become read-only, so
 * only a write can tell; but health is asked often and in little time. So a write is made at most once in
 * {@link KEEP_MS}, callers get the result of the last one at once, and only the first waits for it.
 *
 * @param write makes one small write that reaches the disk
 * @returns resolves while writes work, rejects with the failure of the last one
 */
export function createWriteProbe(
  write: () => Promise<unknown>,
  clock: () => number = Date.now,
): () => Promise<void> {
  type Result = { readonly error?: unknown }
  let last: Result | undefined
  let endedAt = Number.NEGATIVE_INFINITY
  let running: { readonly since: number; readonly result: Promise<Result> } | undefined

  async function run(): Promise<Result> {
    const result = await write().then(
      () => ({}),
      (error: unknown) => ({ error }),
    )
    last = result
    endedAt = clock()
    running = undefined
    return result
  }

  return async () => {
    if (running === undefined && Math.abs(clock() - endedAt) >= KEEP_MS) {
      running = { since: clock(), result: run() }
    }
    if (running !== undefined && clock() - running.since >= STUCK_MS) {
      throw new Error(`A write to the database has not ended within ${STUCK_MS} ms.`)
    }
    const result = last ?? (await running?.result)
    if (result !== undefined && 'error' in result) throw result.error
  }
}
