import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** One request of the load. */
export type LoadRequest = { readonly path: string; readonly headers: Readonly<Record<string, string>> }

/** What a server process is told. */
export type ServerOrder = 'usage' | 'stop'

/** What it tells. */
export type ServerAnswer =
  | { readonly type: 'ready'; readonly url: string; readonly requests: readonly LoadRequest[] }
  | { readonly type: 'usage'; readonly cpuMicroseconds: number }

/** A server of the measurement. */
export type ServerProcess = Awaited<ReturnType<typeof startServer>>

/** Starts `server.ts` and waits until it listens. What it logs goes nowhere, by the way that a log goes. */
export async function startServer(
  kind: 'contract' | 'bare',
  options: { people: number; databaseUrl: string | undefined; nodeFlags?: readonly string[] },
) {
  const { people, databaseUrl, nodeFlags = [] } = options
  const child = fork(
    new URL('./server.ts', import.meta.url),
    [kind, String(people), ...(databaseUrl === undefined ? [] : [databaseUrl])],
    { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [...nodeFlags] },
  )
  const ready = await nextMessage<ServerAnswer>(child)
  if (ready.type !== 'ready') throw new Error(`The ${kind} server began with ${ready.type}.`)
  return {
    url: ready.url,
    requests: ready.requests,
    /** CPU time of the process so far, in microseconds. */
    async cpuMicroseconds(): Promise<number> {
      child.send('usage' satisfies ServerOrder)
      const usage = await nextMessage<ServerAnswer>(child)
      if (usage.type !== 'usage') throw new Error(`The ${kind} server answered ${usage.type}.`)
      return usage.cpuMicroseconds
    },
    async stop(): Promise<void> {
      if (child.exitCode !== null) return
      const gone = once(child, 'exit')
      child.send('stop' satisfies ServerOrder)
      const timer = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await gone
      clearTimeout(timer)
    },
  }
}

/** The next message of a child process; fails when it ends instead. */
export async function nextMessage<Message>(child: ChildProcess): Promise<Message> {
  const { promise, resolve, reject } = Promise.withResolvers<Message>()
  const read = (message: unknown) => resolve(message as Message)
  const end = (code: number | null) => reject(new Error(`A process of the measurement ended with ${code}.`))
  child.once('message', read)
  child.once('exit', end)
  try {
    return await promise
  } finally {
    child.off('message', read)
    child.off('exit', end)
  }
}
