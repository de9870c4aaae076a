import { describe, expect, test } from 'vitest'
import { edgeError } from './edge-errors.ts'
import { isCatalogueError, problemFrom } from './problem.ts'

describe('the problems of the edge', () => {
  test('are recognised by name and code', () => {
    expect(isCatalogueError(edgeError('not_found'))).toBe(true)
    expect(isCatalogueError(JSON.parse(JSON.stringify({ name: 'RpgError', code: 'x', status: 409 })))).toBe(
      true,
    )
    for (const other of [
      null,
      'x',
      new Error('x'),
      { name: 'RpgError', code: 'x', status: 200 },
      { name: 'RpgError', status: 400 },
    ])
      expect(isCatalogueError(other)).toBe(false)
  })

  test('carry detail, errors and the time to wait, but no detail with an internal error', () => {
    const errors = [{ in: 'body' as const, pointer: '/name', rule: 'required', message: 'must be sent' }]
    expect(
      problemFrom(edgeError('rate_limited', { detail: 'Wait.', errors, retryAfterMs: 1500 }), 'a'.repeat(32)),
    ).toEqual({
      type: '/problems/rate_limited',
      title: 'Too many requests',
      status: 429,
      code: 'rate_limited',
      detail: 'Wait.',
      errors,
      retryAfterMs: 1500,
      traceId: 'a'.repeat(32),
    })
    expect(problemFrom(edgeError('internal', { detail: 'secret' }), 'b'.repeat(32))).not.toHaveProperty(
      'detail',
    )
  })
})
