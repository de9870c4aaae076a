import { describe, expect, it } from 'vitest'
import { isLoopbackRequest } from './loopback.ts'

const request = (remoteAddress: string, host: string | undefined, forwarded?: string) => ({
  socket: { remoteAddress },
  headers: { host, ...(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }) },
})

describe('a request of this machine', () => {
  it.each([
    ['127.0.0.1', 'localhost:8080'],
    ['::1', '[::1]:8080'],
    ['::ffff:127.0.0.1', '127.0.0.1'],
  ])('comes from %s as %s', (address, host) => {
    expect(isLoopbackRequest(request(address, host))).toBe(true)
  })

  it.each([
    ['another machine', request('192.0.2.7', 'localhost:8080')],
    ['a name that only points here', request('127.0.0.1', 'rebind.example:8080')],
    ['a name that begins like ours', request('127.0.0.1', 'localhost.evil.example')],
    ['no name', request('127.0.0.1', undefined)],
    ['a proxy', request('127.0.0.1', 'localhost:8080', '192.0.2.7')],
  ])('is not %s', (_name, foreign) => {
    expect(isLoopbackRequest(foreign)).toBe(false)
  })
})
