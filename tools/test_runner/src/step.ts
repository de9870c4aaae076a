import type { Counter, Counts } from './counts.ts'

/** Variables a step's command sees beside the runner's own; undefined removes one. */
export type Variables = Readonly<Record<string, string | undefined>>

/** One step of the test run. */
export interface Step {
  /** Short name for `--only`. */
  readonly name: string
  /** What it shows when it passes. */
  readonly title: string
  readonly command: readonly string[]
  /** Folder relative to the repository. */
  readonly cwd?: string
  readonly counter: Counter
  /** Needs PostgreSQL, Redis or the browser: the command sees the variables of the test environment. */
  readonly needs?: 'servers' | 'browser'
  /** Steps that must have ended (well or badly) before this one begins. */
  readonly after?: readonly string[]
  /** Runs with nothing beside it: its tests watch the clock. */
  readonly alone?: boolean
  readonly variables?: Variables
  /** Milliseconds until it is ended and counted as failed. */
  readonly timeout?: number
}

/** How a step went. */
export interface StepResult extends Counts {
  readonly name: string
  readonly title: string
  /** Milliseconds. */
  readonly took: number
  /** Why it counts as failed, when the numbers alone do not say. */
  readonly reason?: string
  readonly output: string
}
