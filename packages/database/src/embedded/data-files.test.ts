import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DataFilesError, prepareDataFiles } from './data-files.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rpg-data-files-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function populate(): Promise<void> {
  await mkdir(join(folder, 'pgdata', 'base'), { recursive: true })
  await writeFile(join(folder, 'pgdata', 'PG_VERSION'), '18\n')
  await writeFile(join(folder, 'pgdata', 'base', '1'), 'forty-one campaigns')
}

const survivor = () => readFile(join(folder, 'pgdata', 'base', '1'), 'utf8')
const isThere = (name: string) =>
  access(join(folder, name)).then(
    () => true,
    () => false,
  )

test('data files without any marker, as a restored backup has them, are opened as they are', async () => {
  await populate()
  const files = await prepareDataFiles(folder)
  expect(files.fresh).toBe(false)
  await files.markComplete()
  expect(await survivor()).toBe('forty-one campaigns')
})

test('an interrupted first start is proven by its own marker, and only then begun again', async () => {
  const first = await prepareDataFiles(folder)
  expect(first.fresh).toBe(true)
  await populate()
  const second = await prepareDataFiles(folder)
  expect(second.fresh).toBe(true)
  expect(await isThere('pgdata')).toBe(false)
})

test('after a whole first start nothing is ever made anew', async () => {
  const first = await prepareDataFiles(folder)
  await populate()
  await first.markComplete()
  const second = await prepareDataFiles(folder)
  expect(second.fresh).toBe(false)
  expect(await survivor()).toBe('forty-one campaigns')
})

test('whole files restored over an interrupted first start are kept when their own marker says so', async () => {
  await prepareDataFiles(folder)
  await populate()
  await writeFile(join(folder, 'pgdata.complete'), '')
  expect((await prepareDataFiles(folder)).fresh).toBe(false)
  expect(await survivor()).toBe('forty-one campaigns')
})

test('an empty folder is begun; one with files that are no database is refused and left alone', async () => {
  await mkdir(join(folder, 'pgdata'))
  expect((await prepareDataFiles(folder)).fresh).toBe(true)
  await rm(join(folder, 'pgdata.unfinished'))
  await mkdir(join(folder, 'pgdata', 'base'), { recursive: true })
  await writeFile(join(folder, 'pgdata', 'base', '1'), 'half a backup')
  await expect(prepareDataFiles(folder)).rejects.toBeInstanceOf(DataFilesError)
  expect(await survivor()).toBe('half a backup')
  expect(await isThere('pgdata.unfinished')).toBe(false)
})
