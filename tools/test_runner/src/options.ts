import { parseArgs } from 'node:util'

/** What the command line asks for. */
export interface RunnerOptions {
  readonly list: boolean
  /** Names of the steps to run; empty means all. */
  readonly only: readonly string[]
}

/** Reads the command line; throws with the usage for what it does not know. */
export function readOptions(args: readonly string[], known: readonly string[]): RunnerOptions {
  const usage = `usage: npm test -- [--list] [--only step,step]\nsteps: ${known.join(', ')}`
  const { values } = readArguments(args, usage)
  const only = (values.only ?? []).flatMap((text) => text.split(',')).filter((name) => name !== '')
  const unknown = only.filter((name) => !known.includes(name))
  if (unknown.length > 0) throw new Error(`no such step: ${unknown.join(', ')}\n${usage}`)
  return { list: values.list ?? false, only }
}

function readArguments(args: readonly string[], usage: string) {
  try {
    const options = { list: { type: 'boolean' }, only: { type: 'string', multiple: true } } as const
    return parseArgs({ args: [...args], options })
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
  }
}
