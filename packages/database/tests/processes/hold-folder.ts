/** Takes the lock of the folder named in the first argument, says so, and holds it until it is killed. */
import { acquireDataFolderLock, DataFolderLockedError } from '../../src/index.ts'

const folder = process.argv[2] ?? ''
try {
  await acquireDataFolderLock(folder)
  process.stdout.write('held\n')
  setInterval(() => undefined, 60_000)
} catch (error) {
  if (!(error instanceof DataFolderLockedError)) throw error
  process.stdout.write(`refused ${error.code} ${error.pid}\n`)
}
