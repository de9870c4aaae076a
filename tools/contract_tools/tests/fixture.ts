import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readContract } from '../src/contract-model.ts'
import type { ContractModel } from '../src/emit-validators.ts'
import { generate } from '../src/generate.ts'
import { type Layout, layoutOf, toolRoot } from '../src/layout.ts'

/** A throw-away copy of the small contract; changing it harms nobody. */
export async function fixtureLayout(): Promise<Layout & AsyncDisposable> {
  const root = await mkdtemp(join(tmpdir(), 'rpg-contract-'))
  await cp(join(toolRoot, 'tests/fixtures/contracts'), join(root, 'contracts'), { recursive: true })
  return disposable(root)
}

function disposable(root: string): Layout & AsyncDisposable {
  return { ...layoutOf(root), [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) }
}

/** The small contract, read once. */
export const fixtureModel: ContractModel = await (async () => {
  await using layout = await fixtureLayout()
  return await readContract(layout)
})()

let template: Promise<Layout & AsyncDisposable> | undefined

async function makeTemplate(): Promise<Layout & AsyncDisposable> {
  const layout = await fixtureLayout()
  await generate(layout)
  return layout
}

/** A throw-away copy of the small contract with its generated files, which are made once per test file. */
export async function generatedLayout(): Promise<Layout & AsyncDisposable> {
  template ??= makeTemplate()
  const root = await mkdtemp(join(tmpdir(), 'rpg-generated-'))
  await cp((await template).root, root, { recursive: true })
  return disposable(root)
}

/** Removes what the helpers above hold; call it after the last test of a file. */
export async function disposeFixtures(): Promise<void> {
  await (await template)?.[Symbol.asyncDispose]()
}

/** Replaces a text in a file; throws when it is not there, so that a stale test cannot pass. */
export async function replaceInFile(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(file, 'utf8')
  if (!text.includes(from)) throw new Error(`${file} does not contain ${from}`)
  await writeFile(file, text.replace(from, to))
}
