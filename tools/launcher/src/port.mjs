import { createServer } from 'node:net'
import { LauncherError } from './say.mjs'

/**
 * Reads the port from the environment. 8080 by default.
 * @param {Record<string, string | undefined>} env
 */
export function readPort(env) {
  const text = env.PORT || '8080'
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new LauncherError('port_invalid', `PORT must be a number from 0 to 65535, not "${text}".`)
  }
  return port
}

/** Refuses a port somebody else listens on, before any slow work. @param {number} port */
export async function checkPort(port) {
  const code = await new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error) => resolve(error.code))
    server.listen({ port, host: '127.0.0.1' }, () => server.close(() => resolve(undefined)))
  })
  if (code === 'EADDRINUSE') {
    throw new LauncherError(
      'port_in_use',
      `port ${port} is taken by another program. Choose another: PORT=${port + 1} npm start`,
    )
  }
  if (code === 'EACCES') {
    throw new LauncherError(
      'port_forbidden',
      `this user may not listen on port ${port}. Choose one above 1023: PORT=8080 npm start`,
    )
  }
}
