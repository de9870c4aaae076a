import { describe, expect, it } from 'vitest'
import { startProblem } from './start-problems.ts'

const failure = (fields: object) => Object.assign(new Error('raw'), fields)

describe('a start that fails', () => {
  it.each([
    [{ code: 'EADDRINUSE', syscall: 'listen', address: '127.0.0.1', port: 8080 }, /8080.*set PORT/i],
    [{ code: 'EACCES', syscall: 'listen', address: '0.0.0.0', port: 80 }, /may not listen.*PORT/],
    [{ code: 'EADDRNOTAVAIL', syscall: 'listen', address: '192.0.2.1', port: 80 }, /STANDALONE_HOST/],
    [{ code: 'EACCES', syscall: 'mkdir', path: '/data/keys' }, /^\/data\/keys cannot be used: this user/],
    [{ code: 'ENOSPC', syscall: 'write', path: '/data/keys' }, /the disk is full/],
    [{ code: 'ECONNREFUSED', syscall: 'connect', address: '127.0.0.1', port: 5432 }, /DATABASE_URL/],
  ])('says in one line what to do about %j', (fields, words) => {
    const problem = startProblem(failure(fields))
    expect(problem).toMatch(words)
    expect(problem).not.toContain('\n')
  })

  it.each([[failure({})], [failure({ code: 'ERR_INTERNAL' })], ['text']])(
    'keeps what it does not know',
    (error) => {
      expect(startProblem(error)).toBeUndefined()
    },
  )
})
