import { readFileSync } from 'node:fs'

/** A user of this machine to run a server as. */
export interface SystemUser {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/** True when this process may install packages and change users. */
export const isRoot = (): boolean => process.getuid?.() === 0

/** Finds a user in the text of a passwd file. */
export function parseUser(passwd: string, name: string): SystemUser | undefined {
  for (const line of passwd.split('\n')) {
    const [entry, , uid, gid] = line.split(':')
    if (entry === name && uid !== undefined && gid !== undefined)
      return { name, uid: Number(uid), gid: Number(gid) }
  }
  return undefined
}

/** The user PostgreSQL runs as when we are root (it refuses root); undefined means "as ourselves". */
export function serverUser(): SystemUser | undefined {
  if (!isRoot()) return undefined
  const passwd = readFileSync('/etc/passwd', 'utf8')
  const user = parseUser(passwd, 'postgres') ?? parseUser(passwd, 'nobody')
  if (user === undefined)
    throw new Error('Neither a user "postgres" nor "nobody" exists, and PostgreSQL refuses to run as root')
  return user
}
