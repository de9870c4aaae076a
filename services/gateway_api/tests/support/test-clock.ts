/** A clock that moves only when told to. */
export type TestClock = { now: () => number; advance: (milliseconds: number) => void }

/** Starts at the real time unless told otherwise. */
export function createTestClock(start: number = Date.now()): TestClock {
  let now = start
  return {
    now: () => now,
    advance(milliseconds) {
      now += milliseconds
    },
  }
}
