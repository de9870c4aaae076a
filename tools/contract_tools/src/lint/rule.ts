import type { JsonObject } from '../json-value.ts'

/** Says that the value at a JSON pointer breaks the rule, and what to write instead. */
export type Report = (pointer: string, message: string) => void

/** A house rule over a whole bundle. */
export interface DocumentRule {
  readonly id: string
  /** The reason, printed with every finding. */
  readonly why: string
  check(document: JsonObject, report: Report): void
}
