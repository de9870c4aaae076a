import { describe, expect, it } from 'vitest'
import { ownerOf } from './front.ts'

describe('the owner of an address', () => {
  it.each([
    '/v1/status',
    '/V1/status',
    '//v1/campaigns',
    '/v1//campaigns',
    '/v1',
    '/v1?x=1',
    '/V1/',
    '/%76%31/status',
    '/.well-known/jwks.json',
    '/.WELL-KNOWN/jwks.json',
    '/readyz',
    '//healthz',
  ])('of %s is the API', (url) => {
    expect(ownerOf(url)).toBe('gateway_api')
  })

  it.each(['/', '/v10/status', '/campaigns/v1/x', '/v1x', '/simulator', '/%', ''])(
    'of %s are the pages',
    (url) => {
      expect(ownerOf(url)).toBe('pages')
    },
  )
})
