import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Layout, layoutOf, toolRoot } from '../src/layout.ts'

/** A throw-away copy of the small contract; changing it harms nobody. */
export async function fixtureLayout(): Promise<Layout & AsyncDisposable> {
  const root = await mkdtemp(join(tmpdir(), 'rpg-contract-'))
  await cp(join(toolRoot, 'tests/fixtures/contracts'), join(root, 'contracts'), { recursive: true })
  return { ...layoutOf(root), [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) }
}
