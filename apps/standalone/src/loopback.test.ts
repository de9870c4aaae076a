import { describe, expect, it } from 'vitest'
import { isLoopbackName, isLoopbackRequest } from './loopback.ts'

const request = (remoteAddress: string, host: string | undefined, headers: Record<string, string> = {}) => ({
  httpVersion: '1.1',
  socket: { remoteAddress },
  headers: { host, ...headers },
})

describe('a request of this machine', () => {
  it.each([
    ['127.0.0.1', 'localhost:8080'],
    ['127.0.0.1', 'LOCALHOST'],
    ['::1', '[::1]:8080'],
    ['::ffff:127.0.0.1', '127.0.0.1'],
  ])('comes from %s as %s', (address, host) => {
    expect(isLoopbackRequest(request(address, host))).toBe(true)
  })

  it.each([
    ['another machine', request('192.0.2.7', 'localhost:8080')],
    ['a name that only points here', request('127.0.0.1', 'rebind.example:8080')],
    ['a name that begins like ours', request('127.0.0.1', 'localhost.evil.example')],
    ['an address that is none', request('127.0.0.1', '127.999.999.999')],
    ['no name', request('127.0.0.1', undefined)],
    ['a name of nothing', request('127.0.0.1', '')],
    ['a proxy of the oldest protocol', { ...request('127.0.0.1', '127.0.0.1:8080'), httpVersion: '1.0' }],
  ])('is not %s', (_name, foreign) => {
    expect(isLoopbackRequest(foreign)).toBe(false)
  })

  it.each([
    'forwarded',
    'via',
    'x-real-ip',
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-proto',
    'x-forwarded-server',
  ])('has no header %s', (name) => {
    expect(isLoopbackRequest(request('127.0.0.1', 'localhost', { [name]: '192.0.2.7' }))).toBe(false)
  })
})

describe('a name of this machine', () => {
  it.each(['localhost', '127.0.0.1', '127.8.0.1', '::1', '[::1]'])('is %s', (name) => {
    expect(isLoopbackName(name)).toBe(true)
  })
  it.each(['0.0.0.0', '::', '', '192.0.2.7', 'example.org', '127.evil.example'])('is not %s', (name) => {
    expect(isLoopbackName(name)).toBe(false)
  })
})
