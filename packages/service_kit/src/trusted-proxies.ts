import { isIP } from 'node:net'

const groups = new Set(['loopback', 'linklocal', 'uniquelocal'])

/**
 * Checks the list of proxies whose `X-Forwarded-For` is believed. Only addresses, networks and the groups
 * `loopback`, `linklocal` and `uniquelocal` are allowed: a number of hops puts all users into one bucket, and
 * `true` or a network of everything lets a client choose its address. Throws on others.
 */
export function checkTrustedProxies(list: readonly string[]): readonly string[] {
  if (!Array.isArray(list)) throw new Error('Trusted proxies are a list of networks, not a number or a flag.')
  for (const entry of list) {
    const problem = trustedProxyProblem(entry)
    if (problem !== undefined) throw new Error(problem)
  }
  return list
}

/** What is wrong with one entry of the list, or `undefined`. */
export function trustedProxyProblem(entry: unknown): string | undefined {
  if (typeof entry !== 'string') return `${String(entry)} is not a network.`
  if (groups.has(entry)) return undefined
  const [address = '', prefix, ...rest] = entry.split('/')
  const version = isIP(address)
  if (version === 0 || rest.length > 0)
    return `${entry} is not an address, a network or one of ${[...groups].join(', ')}.`
  if (prefix === undefined) return undefined
  const bits = Number(prefix)
  if (!/^\d{1,3}$/.test(prefix) || bits > (version === 4 ? 32 : 128))
    return `${entry} has an impossible prefix.`
  // Shorter prefixes than any private network has cannot be a list of one's own proxies.
  if (bits < (version === 4 ? 8 : 7)) return `${entry} trusts too much of the internet.`
  return undefined
}
