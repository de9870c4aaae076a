import { fork } from 'node:child_process'
import type { Sample } from './rounds.ts'
import type { LoadRequest } from './server-process.ts'
import { nextMessage, type ServerProcess } from './server-process.ts'

/** What the generator is told to send. */
export type Load = {
  readonly url: string
  readonly requests: readonly LoadRequest[]
  readonly connections: number
  readonly seconds: number
}

/** What came of it. */
export type LoadResult = {
  readonly requests: number
  readonly failed: number
  readonly p99Milliseconds: number
}

/** Starts the generator. */
export function startGenerator() {
  const child = fork(new URL('./generator.ts', import.meta.url), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  return {
    /** Loads a server and reads its CPU time right before and right after. */
    async measure(
      server: ServerProcess,
      { connections, seconds }: Pick<Load, 'connections' | 'seconds'>,
    ): Promise<Sample> {
      const before = await server.cpuMicroseconds()
      child.send({ url: server.url, requests: server.requests, connections, seconds } satisfies Load)
      const { requests, failed } = await nextMessage<LoadResult>(child)
      const cpuMicroseconds = (await server.cpuMicroseconds()) - before
      return { requests, failed, cpuMicroseconds }
    },
    stop(): void {
      child.disconnect()
    },
  }
}
