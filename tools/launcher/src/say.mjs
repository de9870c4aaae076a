/** Prints one line of progress. @param {string} text */
export function say(text) {
  console.log(`RPG-Bot: ${text}`)
}

/** An end with words for a person: no stack is shown. `code` names the case for scripts. */
export class LauncherError extends Error {
  /** @param {string} code @param {string} message */
  constructor(code, message) {
    super(message)
    this.name = 'LauncherError'
    this.code = code
  }
}

/** Prints the reason and sets the exit code. @param {unknown} error */
export function fail(error) {
  if (error instanceof LauncherError) console.error(`RPG-Bot: ${error.message} [${error.code}]`)
  else console.error(error)
  process.exitCode = 1
}
