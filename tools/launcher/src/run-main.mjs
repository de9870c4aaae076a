import { fail } from './say.mjs'

/** Runs one of the two commands and ends the process with its exit code. @param {'start' | 'test'} command */
export async function runMain(command) {
  try {
    const code =
      command === 'start'
        ? await (await import('./start.mjs')).start()
        : await (await import('./test.mjs')).test(process.argv.slice(2))
    process.exit(code)
  } catch (error) {
    fail(error)
  }
}
