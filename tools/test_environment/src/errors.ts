/** Something the tests need is absent and this machine offers no way to get it. `missing` is what a person must install. */
export class MissingRequirementsError extends Error {
  readonly missing: readonly string[]

  constructor(missing: readonly string[]) {
    super(
      `The tests need these, and they could not be set up here:\n${missing.map((item) => `  - ${item}`).join('\n')}`,
    )
    this.name = 'MissingRequirementsError'
    this.missing = missing
  }
}

/** A child command ended badly. The message carries the end of its output. */
export class CommandFailedError extends Error {
  constructor(command: string, detail: string) {
    super(`${command} failed: ${detail}`)
    this.name = 'CommandFailedError'
  }
}
