import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A line between one phone and the installation, which a test can cut. */
export type Line = Awaited<ReturnType<typeof layLine>>

/** Lays a line to an address: pages that use it see its own address as their origin. */
export async function layLine(target: string) {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let broken = false
  const server = createServer((near) => {
    if (broken) {
      near.resetAndDestroy()
      return
    }
    const far = connect(Number(port), hostname)
    for (const socket of [near, far]) {
      sockets.add(socket)
      // The other end is told by the close that follows.
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.pipe(far).pipe(near)
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const cutAll = () => {
    for (const socket of sockets) socket.resetAndDestroy()
  }
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    /** Breaks every connection and refuses new ones. */
    cut(): void {
      broken = true
      cutAll()
    },
    mend(): void {
      broken = false
    },
    async close(): Promise<void> {
      cutAll()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
