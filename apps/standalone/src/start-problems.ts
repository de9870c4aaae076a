import { DataFilesError, DataFolderLockedError, temporaryReasonOf } from '@rpg-bot/database'
import { SigningKeyFileError } from '@rpg-bot/gateway_api'
import { ConfigError } from '@rpg-bot/service_kit'

/** Failures of the file system that the person who starts us can mend. */
const fileReasons: Readonly<Record<string, string>> = {
  EACCES: 'this user has no right to it. Give it to the user that runs the process, or name another',
  EPERM: 'this user has no right to it. Give it to the user that runs the process, or name another',
  EROFS: 'the file system is read-only. Mount it writable, or name another',
  ENOSPC: 'the disk is full. Make room, and start again',
  ENOTDIR: 'a part of the path is a file and not a folder. Name another',
  EEXIST: 'something else has that name. Remove it, or name another',
}

/**
 * Why the installation did not start, as a sentence with what to do, when the cause is one of the operator's
 * world and not of this program; undefined for everything else, whose stack is worth more.
 */
export function startProblem(error: unknown): string | undefined {
  if (
    error instanceof ConfigError ||
    error instanceof DataFolderLockedError ||
    error instanceof DataFilesError ||
    error instanceof SigningKeyFileError
  ) {
    return error.message
  }
  if (!(error instanceof Error)) return undefined
  const { code, syscall, address, port, path } = error as NodeJS.ErrnoException & {
    address?: string
    port?: number
  }
  if (code !== undefined && (syscall === 'listen' || syscall === 'getaddrinfo')) {
    return listenProblem({ code, where: `${address ?? 'the address'}, port ${port ?? 'of the settings'}` })
  }
  if (temporaryReasonOf(error) !== undefined && path === undefined) {
    return `The database server does not answer (${code ?? error.message}). Start it, or correct DATABASE_URL.`
  }
  const reason = code === undefined ? undefined : fileReasons[code]
  return reason === undefined || path === undefined ? undefined : `${path} cannot be used: ${reason}.`
}

function listenProblem({ code, where }: { code: string; where: string }): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Another program listens on ${where}. Stop it, or set PORT (for metrics STANDALONE_METRICS_PORT) to a free port.`
    case 'EACCES':
      return `This user may not listen on ${where}. Set PORT to a port above 1023.`
    default:
      return `Cannot listen on ${where} (${code}). Set STANDALONE_HOST to an address of this machine.`
  }
}
