import { isIP } from 'node:net'

const loopbackHosts = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/

/** Whether an address is this machine itself. */
export function isLoopbackAddress(address: string | undefined): boolean {
  if (address === undefined) return false
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address
  return plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'))
}

/**
 * Whether a request came from this machine under a name of this machine. The name counts too: a page of a
 * stranger whose domain points at 127.0.0.1 (DNS rebinding) arrives from loopback as well.
 */
export function isLoopbackRequest(request: {
  socket: { remoteAddress?: string | undefined }
  headers: { host?: string | undefined; 'x-forwarded-for'?: string | string[] | undefined }
}): boolean {
  const { host } = request.headers
  // Behind a proxy every visitor looks like loopback.
  if (request.headers['x-forwarded-for'] !== undefined) return false
  return isLoopbackAddress(request.socket.remoteAddress) && host !== undefined && loopbackHosts.test(host)
}
