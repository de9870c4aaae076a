import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DataFilesError, migrateToLatest, openDatabase } from '../src/index.ts'
import { createTestDatabase } from '../src/testing/index.ts'

let parent: string

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'rpg-health-'))
})
afterAll(() => rm(parent, { recursive: true, force: true }))

test('a healthy database says so before its migrations and after', { timeout: 60_000 }, async () => {
  const database = await openDatabase({ memory: true })
  await database.checkHealth()
  await migrateToLatest(database)
  await database.checkHealth()
  await database.close()
})

test('a data folder that takes no writes any more is ill, although reads go on', {
  timeout: 60_000,
}, async () => {
  const folder = join(parent, 'refusing')
  const database = await createTestDatabase({ folder })
  // Stands for a full disk: a folder where the probe wants its file, whoever runs the test.
  await mkdir(join(folder, 'write-probe'))
  await expect(database.checkHealth()).rejects.toThrow()
  await database.ping()
  await database.close()
})

test('a path that is a file is refused in words', async () => {
  const file = join(parent, 'file')
  await writeFile(file, '')
  for (const folder of [file, join(file, 'below')]) {
    const error = await openDatabase({ folder }).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(DataFilesError)
    expect((error as Error).message).toMatch(/is a file and not a folder/)
  }
})

test('files that do not open are kept, and the error says what to do', { timeout: 60_000 }, async () => {
  const folder = join(parent, 'damaged')
  await mkdir(join(folder, 'pgdata'), { recursive: true })
  await writeFile(join(folder, 'pgdata', 'PG_VERSION'), '18\n')
  await expect(openDatabase({ folder })).rejects.toThrow(/does not open.*restore the folder from a backup/)
})
