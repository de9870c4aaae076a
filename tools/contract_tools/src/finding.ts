/** One thing a gate found: which rule, where, and what to do about it. */
export interface Finding {
  readonly rule: string
  /** A file, or a path into a bundle. */
  readonly where: string
  readonly message: string
}

/** One line for a terminal. */
export function printFinding({ rule, where, message }: Finding): string {
  return `  ${rule}  ${where}\n      ${message}`
}
