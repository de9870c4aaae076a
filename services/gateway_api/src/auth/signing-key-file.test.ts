import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  ensureSigningKeys,
  readSigningKeys,
  replaceSigningKeyFile,
  rotateSigningKeyFile,
} from './signing-key-file.ts'

const now = Date.UTC(2026, 10, 24)
let folder: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signing-keys-'))
  path = join(folder, 'data', 'signing-keys.json')
})
afterEach(() => rm(folder, { recursive: true }))

test('a missing file is made once, readable by its owner only, and keeps its key', async () => {
  const together = await Promise.all([1, 2, 3, 4].map(() => ensureSigningKeys(path, now)))
  const kids = new Set(together.map((keys) => keys[0]?.kid))
  expect(kids.size).toBe(1)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect((await readSigningKeys(path))[0]?.kid).toBe([...kids][0])
  expect(await readdir(join(folder, 'data'))).toEqual(['signing-keys.json'])
})

test('a rotation adds the next key and leaves nothing else behind', async () => {
  const [first] = await ensureSigningKeys(path, now)
  const kids = await rotateSigningKeyFile(path, now)
  expect(kids).toHaveLength(2)
  expect(kids[0]).toBe(first?.kid)
  expect(await rotateSigningKeyFile(path, now)).toEqual(kids)
  expect((await readSigningKeys(path)).map((key) => key.kid)).toEqual(kids)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readdir(join(folder, 'data'))).toEqual(['signing-keys.json'])
})

test('a leaked key is gone at once, with every other, and the new one signs', async () => {
  await ensureSigningKeys(path, now)
  const before = await rotateSigningKeyFile(path, now)
  const kid = await replaceSigningKeyFile(path, now + 1)
  expect(before).not.toContain(kid)
  expect((await readSigningKeys(path)).map((key) => [key.kid, key.signFrom])).toEqual([[kid, now + 1]])
})

test('a file that is missing, open to everybody or damaged is refused without being quoted', async () => {
  await expect(readSigningKeys(path)).rejects.toThrow('cannot be read')
  await ensureSigningKeys(path, now)
  const secret: string = JSON.parse(await readFile(path, 'utf8')).keys[0].d
  await chmod(path, 0o604)
  await expect(readSigningKeys(path)).rejects.toThrow('chmod 600')
  await chmod(path, 0o600)
  for (const damaged of ['', '{}', '{"keys":[]}', `{"keys":[{"d":"${secret}"}]}`, `${secret}`]) {
    await writeFile(path, damaged)
    const error = await readSigningKeys(path).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ name: 'SigningKeyFileError' })
    expect(String(error)).not.toContain(secret)
    expect((error as Error).cause).toBeUndefined()
  }
})
