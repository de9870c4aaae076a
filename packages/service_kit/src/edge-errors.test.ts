import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { edgeError, edgeProblems } from './edge-errors.ts'
import { isCatalogueError, problemFrom } from './problem.ts'

// The two that no operation of the contract can name: they are answered before there is a request.
const beforeAnyRequest = ['request_timeout', 'headers_too_large']

describe('the problems of the edge', () => {
  test('stand in the catalogue with the same status and title', () => {
    const catalogue = readFileSync(new URL('../../rpg_contracts/src/errors.ts', import.meta.url), 'utf8')
    for (const [code, { status, title }] of Object.entries(edgeProblems)) {
      if (beforeAnyRequest.includes(code)) continue
      expect(catalogue).toContain(`${code}: { status: ${status}, title: '${title}' }`)
    }
  })

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
