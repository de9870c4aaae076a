import { randomUUID } from 'node:crypto'
import { link, mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import {
  createSigningKey,
  exportSigningKey,
  importSigningKey,
  rotateSigningKeys,
  type SigningKey,
} from './signing-keys.ts'

const half = z.string().regex(/^[\w-]{43}$/)
const fileSchema = z.object({
  keys: z
    .array(
      z.object({
        kty: z.literal('OKP'),
        crv: z.literal('Ed25519'),
        x: half,
        d: half,
        kid: z.string().regex(/^[\w.-]{1,64}$/),
        signFrom: z.iso.datetime(),
      }),
    )
    .min(1)
    .max(8),
})

/** The key file is missing, open to others, or not a set of keys. The message never quotes the file. */
export class SigningKeyFileError extends Error {
  override readonly name = 'SigningKeyFileError'
}

const whatToDo =
  'Restore it from a backup, or move it away and make a new one with `node services/gateway_api/src/rotate-signing-keys.ts FILE --new`; access tokens of before then end.'

const reasonOf = (cause: unknown): string =>
  cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'

/**
 * Reads the key file: a JSON Web Key Set of private keys, each with `signFrom`.
 *
 * @throws SigningKeyFileError when it is missing, readable by others, or damaged
 */
export async function readSigningKeys(path: string): Promise<readonly SigningKey[]> {
  const { mode } = await stat(path).catch((cause: unknown) => {
    throw new SigningKeyFileError(
      `The signing key file ${path} cannot be read (${reasonOf(cause)}). ${whatToDo}`,
      {
        cause,
      },
    )
  })
  // Secrets mounted by an orchestrator are often readable by the group; nobody else may ever read them.
  if ((mode & 0o007) !== 0) throw new SigningKeyFileError(`${path} is open to everybody: chmod 600 it.`)
  try {
    return fileSchema.parse(JSON.parse(await readFile(path, 'utf8'))).keys.map(importSigningKey)
  } catch {
    // Without a cause: a parser's message can quote what it read, and that is a private key.
    throw new SigningKeyFileError(
      `The signing key file ${path} is not a set of Ed25519 signing keys. ${whatToDo}`,
    )
  }
}

/**
 * The keys of the file, which is made with one new key if it is missing. For development and single-machine
 * installations; a deployment with several replicas gives all of them the same file.
 *
 * @param now milliseconds since 1970
 */
export async function ensureSigningKeys(path: string, now: number): Promise<readonly SigningKey[]> {
  const missing = await stat(path).then(
    () => false,
    (error: NodeJS.ErrnoException) => error.code === 'ENOENT',
  )
  if (missing) await writeSigningKeys(path, [createSigningKey(now)], 'if_missing')
  return readSigningKeys(path)
}

/**
 * Begins a rotation in the file; running processes notice within a minute. Nothing changes while one is under
 * way.
 *
 * @returns the ids of the published keys, the next one last
 */
export async function rotateSigningKeyFile(path: string, now: number): Promise<readonly string[]> {
  const before = await readSigningKeys(path)
  const after = rotateSigningKeys(before, now)
  if (after !== before) await writeSigningKeys(path, after, 'replace')
  return after.map((key) => key.kid)
}

/**
 * Puts one new key, which signs at once, in place of all others: for a key that leaked. Every access token ends
 * as soon as a process reads the file, within a minute; sign-ins go on and refresh.
 *
 * @returns the id of the new key
 */
export async function replaceSigningKeyFile(path: string, now: number): Promise<string> {
  await readSigningKeys(path)
  const key = createSigningKey(now)
  await writeSigningKeys(path, [key], 'replace')
  return key.kid
}

/** Whole or not at all, mode 0600 from the first byte. */
async function writeSigningKeys(
  path: string,
  keys: readonly SigningKey[],
  how: 'replace' | 'if_missing',
): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const temporary = `${path}.${randomUUID()}`
  const file = await open(temporary, 'wx', 0o600)
  try {
    await file.writeFile(`${JSON.stringify({ keys: keys.map(exportSigningKey) }, null, 2)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  if (how === 'replace') return rename(temporary, path)
  try {
    // Unlike a rename, a link never replaces the file that another process has just made.
    await link(temporary, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await unlink(temporary)
  }
}
