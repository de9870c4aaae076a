import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { acquireDataFolderLock, DataFolderLockedError, openDatabase } from '../src/index.ts'
import { createTestDatabase } from '../src/testing/index.ts'
import { type RunningProcess, runProcess } from './run-process.ts'

let folder: string
const running: RunningProcess[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rpg-lock-'))
})

afterEach(async () => {
  await Promise.all(running.splice(0).map((process) => process.kill()))
  await rm(folder, { recursive: true, force: true })
})

function start(): RunningProcess {
  const process = runProcess('hold-folder.ts', folder)
  running.push(process)
  return process
}

test('a folder held by another process is refused, naming its pid', async () => {
  const holder = start()
  await holder.waitFor((line) => line === 'held')
  const before = performance.now()
  const attempt = acquireDataFolderLock(folder)
  await expect(attempt).rejects.toBeInstanceOf(DataFolderLockedError)
  await expect(attempt).rejects.toMatchObject({ code: 'data_folder_locked', pid: holder.child.pid })
  expect(performance.now() - before).toBeLessThan(1000)
})

test('the lock of a killed process is taken over', async () => {
  const holder = start()
  await holder.waitFor((line) => line === 'held')
  await holder.kill()
  const lock = await acquireDataFolderLock(folder)
  await lock.release()
})

test('a lock whose pid was given to another process is stale', async () => {
  const directory = join(folder, 'lock')
  await mkdir(directory)
  const id = crypto.randomUUID()
  await writeFile(join(directory, `${process.pid}.${id}.claim`), 'another-boot/1\n')
  await writeFile(join(directory, `${id}.held`), '')
  const lock = await acquireDataFolderLock(folder)
  expect(await readdir(directory)).toHaveLength(2)
  await lock.release()
})

test('a released folder is free, and releasing twice does not free the next holder', async () => {
  const first = await acquireDataFolderLock(folder)
  await first.release()
  const second = await acquireDataFolderLock(folder)
  await first.release()
  await expect(acquireDataFolderLock(folder)).rejects.toMatchObject({ pid: process.pid })
  await second.release()
  expect(await readdir(join(folder, 'lock'))).toEqual([])
})

test('of many that take a stale folder at the same moment, exactly one gets it', async () => {
  const holder = start()
  await holder.waitFor((line) => line === 'held')
  await holder.kill()
  for (let round = 0; round < 10; round += 1) {
    const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => acquireDataFolderLock(folder)))
    const winners = attempts.filter((attempt) => attempt.status === 'fulfilled')
    expect(winners).toHaveLength(1)
    await winners[0]?.value.release()
  }
})

test('of several processes that start at the same moment, exactly one holds and the others name it', async () => {
  const rivals = [start(), start(), start(), start()]
  const answers = await Promise.all(rivals.map((rival) => rival.waitFor(() => true)))
  const holder = rivals[answers.indexOf('held')]
  expect(answers.filter((answer) => answer === 'held')).toHaveLength(1)
  for (const answer of answers) {
    if (answer !== 'held') expect(answer).toBe(`refused data_folder_locked ${holder?.child.pid}`)
  }
})

test('an open database holds its folder until it is closed', async () => {
  const database = await createTestDatabase({ folder })
  await expect(openDatabase({ folder })).rejects.toMatchObject({ code: 'data_folder_locked' })
  await database.close()
  const lock = await acquireDataFolderLock(folder)
  await lock.release()
})
