import { isIP } from 'node:net'

/** Whether an address is this machine itself. */
export function isLoopbackAddress(address: string | undefined): boolean {
  if (address === undefined) return false
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address
  return plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'))
}

/** Whether a name or address, as in a setting or a URL, can only mean this machine. */
export function isLoopbackName(name: string): boolean {
  const plain = name.startsWith('[') && name.endsWith(']') ? name.slice(1, -1) : name
  return plain.toLowerCase() === 'localhost' || isLoopbackAddress(plain)
}

/** Headers that only a proxy adds (RFC 7239, RFC 9110 section 7.6.3, and what was used before them). */
const proxyHeader = /^(forwarded|via|x-real-ip|x-forwarded-.*)$/

const hostHeader = /^(?<name>\[[^\]]*\]|[^:]*)(:\d{1,5})?$/

/**
 * Whether a request came from this machine under a name of this machine. The name counts too: a page of a
 * stranger whose domain points at 127.0.0.1 (DNS rebinding) arrives from loopback as well.
 *
 * Behind a proxy every visitor looks like loopback. What proxies leave behind is refused: their headers, and
 * HTTP/1.0, which some of them speak unless told otherwise and no browser does. A proxy that leaves no trace
 * cannot be told apart, so development must never stand behind one.
 */
export function isLoopbackRequest(request: {
  httpVersion: string
  socket: { remoteAddress?: string | undefined }
  headers: Readonly<Record<string, string | readonly string[] | undefined>>
}): boolean {
  const { httpVersion, socket, headers } = request
  if (httpVersion === '1.0' || Object.keys(headers).some((name) => proxyHeader.test(name))) return false
  const { host } = headers
  const name = typeof host === 'string' ? hostHeader.exec(host)?.groups?.['name'] : undefined
  return isLoopbackAddress(socket.remoteAddress) && name !== undefined && isLoopbackName(name)
}
