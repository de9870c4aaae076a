/** What the scheduler needs to know of a step. */
export interface Schedulable {
  readonly name: string
  readonly after?: readonly string[]
  readonly alone?: boolean
}

/** How steps are run. */
export interface ScheduleOptions<S extends Schedulable> {
  readonly steps: readonly S[]
  /** Steps at a time. */
  readonly width: number
  /** Runs one step; must not throw. */
  readonly run: (step: S) => Promise<void>
}

/**
 * Runs all steps in order, several at a time. A step waits for those it names in `after`; names that are not part of
 * this run are not waited for. A step marked `alone` waits until nothing runs, and nothing starts beside it.
 */
export async function runSchedule<S extends Schedulable>({
  steps,
  width,
  run,
}: ScheduleOptions<S>): Promise<void> {
  const waiting = [...steps]
  const unfinished = new Set(steps.map(({ name }) => name))
  const running = new Map<string, { step: S; done: Promise<void> }>()
  while (waiting.length > 0 || running.size > 0) {
    const next = waiting.findIndex((step) => canStart(step))
    const step = next === -1 ? undefined : waiting[next]
    if (step === undefined) {
      if (running.size === 0)
        throw new Error(`Steps wait for each other: ${waiting.map(({ name }) => name).join(', ')}`)
      await Promise.race([...running.values()].map(({ done }) => done))
      continue
    }
    waiting.splice(next, 1)
    const done = run(step).finally(() => {
      running.delete(step.name)
      unfinished.delete(step.name)
    })
    running.set(step.name, { step, done })
  }

  function canStart(step: S): boolean {
    if (running.size >= width) return false
    if (
      running.size > 0 &&
      (step.alone === true || [...running.values()].some((other) => other.step.alone === true))
    )
      return false
    return (step.after ?? []).every((name) => !unfinished.has(name))
  }
}
