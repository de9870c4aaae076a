import { describe, expect, test } from 'vitest'
import { findChromium } from './chromium.ts'
import { debianCodename } from './debian.ts'
import { MissingRequirementsError } from './errors.ts'
import { findExecutable } from './find-executable.ts'
import { parseVersion } from './postgres-installation.ts'
import { isRunning, processStart } from './process-table.ts'
import { runCommand } from './run-command.ts'
import { parseUser } from './system-user.ts'

describe('facts about this machine', () => {
  test('a Debian release is known by its code name and a derivative is not taken for one', () => {
    expect(debianCodename('ID=debian\nVERSION_CODENAME=bookworm\n')).toBe('bookworm')
    expect(debianCodename('ID=ubuntu\nID_LIKE=debian\nVERSION_CODENAME=noble\n')).toBeUndefined()
  })

  test('the release of a server is read from its own answer', () => {
    expect(parseVersion('postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)')).toEqual({
      version: '15.18',
      major: 15,
    })
    expect(parseVersion('postgres (PostgreSQL) 18beta1')?.major).toBe(18)
    expect(parseVersion('something else')).toBeUndefined()
  })

  test('a user is found by exact name', () => {
    const passwd = 'postgres2:x:1:1::/:/bin/sh\npostgres:x:101:104:PostgreSQL:/var/lib/postgresql:/bin/bash\n'
    expect(parseUser(passwd, 'postgres')).toEqual({ name: 'postgres', uid: 101, gid: 104 })
    expect(parseUser(passwd, 'nobody')).toBeUndefined()
  })

  test('an executable is found on the search path, and a folder is not one', () => {
    expect(findExecutable(['no-such-command', 'sh'], '/bin:/usr/bin')).toMatch(/\/sh$/)
    expect(findExecutable(['/tmp'])).toBeUndefined()
  })

  test('a browser named in the environment is not replaced by another', () => {
    expect(findChromium({ RPG_TEST_CHROMIUM: '/no/such/browser' })).toBeUndefined()
  })

  test('this process runs and an impossible one does not', () => {
    expect(isRunning(process.pid)).toBe(true)
    expect(isRunning(2 ** 30)).toBe(false)
    if (process.platform === 'linux') expect(processStart(process.pid)).toBeGreaterThan(0)
  })

  test('what is missing is listed line by line', () => {
    expect(new MissingRequirementsError(['one thing', 'another']).message).toContain(
      '\n  - one thing\n  - another',
    )
  })

  test('a failing command reports its own words', async () => {
    await expect(runCommand('sh', ['-c', 'echo the reason >&2; exit 3'])).rejects.toThrow(
      /exit code 3[\s\S]*the reason/,
    )
    await expect(runCommand('/no/such/command', [])).rejects.toThrow(/ENOENT/)
  })
})
