/** A dependency: `run` resolves while it answers. */
export type StatusCheck = { readonly name: string; run(): Promise<unknown> }

/** Whether a dependency answered in time. */
export type StatusResult = { readonly name: string; readonly ok: boolean }

/** What `GET /v1/status` asks. */
export type StatusChecks = ReturnType<typeof createStatusChecks>

/**
 * Makes the checks of the public status. It needs no sign-in, so it must not become a way to load a
 * dependency: results are kept for a second, and callers who come meanwhile share one run.
 */
export function createStatusChecks({
  checks,
  timeoutMs = 1000,
  keepMs = 1000,
  clock = Date.now,
}: {
  checks: readonly StatusCheck[]
  timeoutMs?: number
  keepMs?: number
  clock?: () => number
}) {
  let kept: { at: number; results: Promise<readonly StatusResult[]> } | undefined

  return {
    /** Never rejects. */
    run(): Promise<readonly StatusResult[]> {
      if (kept === undefined || clock() - kept.at >= keepMs) {
        kept = { at: clock(), results: Promise.all(checks.map((check) => runOne(check, timeoutMs))) }
      }
      return kept.results
    },
  }
}

async function runOne(check: StatusCheck, timeoutMs: number): Promise<StatusResult> {
  const late = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => late.resolve(false), timeoutMs)
  const answers = check.run().then(
    () => true,
    () => false,
  )
  const ok = await Promise.race([answers, late.promise])
  clearTimeout(timer)
  return { name: check.name, ok }
}
