/** A dependency that must answer before the service takes traffic. */
export type ReadinessCheck = {
  /** Snake case; shown in the answer of `/readyz`. */
  name: string
  /** Resolves when the dependency is well, rejects or never settles otherwise. The signal ends with the time limit. */
  run(signal: AbortSignal): Promise<unknown>
}

export type CheckState = 'ok' | 'failing'

/** What `/readyz` answers. */
export type ReadinessReport = {
  status: 'ready' | 'not_ready' | 'draining'
  checks: Record<string, CheckState>
}

/** Whether a service may be sent traffic. */
export type Readiness = {
  /** From now on not ready, for good: the load balancer takes the service out before it stops. */
  startDraining(): void
  readonly draining: boolean
  addCheck(check: ReadinessCheck): void
  /** Runs the checks, each within its time limit, and tells the result. */
  report(): Promise<ReadinessReport>
}

/** Limits of {@link createReadiness}. */
export type ReadinessOptions = {
  checks?: readonly ReadinessCheck[]
  /** Milliseconds a check may take. */
  timeoutMs?: number
  /** Failures in a row before a check that was well counts as failing. */
  failuresToFail?: number
  /** Successes in a row before a check that was failing counts as well. */
  successesToRecover?: number
  /** Milliseconds for which results are kept, so that probes cannot load a dependency. */
  cacheMs?: number
  clock?: () => number
}

type Tracked = { check: ReadinessCheck; state: CheckState | undefined; against: number }

/**
 * Makes the readiness of a service. A check changes its state only after several equal results in a row
 * (hysteresis): one slow answer of a database must not take every replica out at once.
 */
export function createReadiness(options: ReadinessOptions = {}): Readiness {
  const {
    timeoutMs = 500,
    failuresToFail = 3,
    successesToRecover = 2,
    cacheMs = 250,
    clock = Date.now,
  } = options
  const tracked: Tracked[] = []
  let draining = false
  let running: Promise<void> | undefined
  let checkedAt = Number.NEGATIVE_INFINITY
  for (const check of options.checks ?? []) add(check)

  return {
    startDraining() {
      draining = true
    },
    get draining() {
      return draining
    },
    addCheck: add,
    async report() {
      if (!draining && clock() - checkedAt >= cacheMs) {
        running ??= runAll().finally(() => {
          running = undefined
        })
        await running
      }
      const checks = Object.fromEntries(tracked.map(({ check, state }) => [check.name, state ?? 'failing']))
      const ready = tracked.every(({ state }) => state === 'ok')
      return { status: draining ? 'draining' : ready ? 'ready' : 'not_ready', checks }
    },
  }

  function add(check: ReadinessCheck): void {
    tracked.push({ check, state: undefined, against: 0 })
    checkedAt = Number.NEGATIVE_INFINITY
  }

  async function runAll(): Promise<void> {
    await Promise.all(tracked.map(runOne))
    checkedAt = clock()
  }

  async function runOne(entry: Tracked): Promise<void> {
    const result = (await settles(entry.check)) ? 'ok' : 'failing'
    if (entry.state === undefined) entry.state = result
    else if (entry.state === result) entry.against = 0
    else {
      entry.against += 1
      if (entry.against >= (result === 'ok' ? successesToRecover : failuresToFail)) {
        entry.state = result
        entry.against = 0
      }
    }
  }

  async function settles(check: ReadinessCheck): Promise<boolean> {
    const signal = AbortSignal.timeout(timeoutMs)
    const late = new Promise<boolean>((resolve) => {
      signal.addEventListener('abort', () => resolve(false), { once: true })
    })
    const run = async (): Promise<boolean> => {
      try {
        await check.run(signal)
        return true
      } catch {
        return false
      }
    }
    return Promise.race([run(), late])
  }
}
