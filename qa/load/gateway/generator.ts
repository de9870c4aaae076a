import autocannon from 'autocannon'
import type { Load, LoadResult } from './generator-process.ts'

// The load generator, in a process of its own, so that its work is nobody's but its own.
process.on('message', async (load: Load) => {
  const { url, requests, connections, seconds } = load
  let next = 0
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    setupClient(client) {
      // Each connection has a part of the list, so all tokens are in use all the time.
      const [start, end] = [next / connections, (next + 1) / connections]
      next += 1
      client.setRequests(
        requests
          .slice(Math.floor(start * requests.length), Math.floor(end * requests.length))
          .map(({ path, headers }) => ({ method: 'GET' as const, path, headers: { ...headers } })),
      )
    },
  })
  const answer: LoadResult = {
    requests: result['2xx'],
    failed: result.non2xx + result.errors + result.timeouts,
    p99Milliseconds: result.latency.p99,
  }
  process.send?.(answer)
})
