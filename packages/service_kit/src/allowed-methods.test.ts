import { describe, expect, test } from 'vitest'
import { createAllowedMethods } from './allowed-methods.ts'

describe('allowed methods', () => {
  const allowed = createAllowedMethods()
  allowed.add('/v1/campaigns', ['POST'])
  allowed.add('/v1/campaigns', ['GET'])
  allowed.add('/v1/campaigns/:campaignId', ['GET', 'PATCH'])
  allowed.add('/v1/campaigns/:campaignId/archive', ['POST'])
  allowed.add('/*', ['GET'])

  test.each([
    ['/v1/campaigns', ['GET', 'POST']],
    ['/v1/campaigns/5', ['GET', 'PATCH']],
    ['/v1/campaigns/5/archive', ['POST']],
    ['/v1/campaigns/', []],
    ['/v1', []],
    ['/anything', []],
    ['', []],
  ])('of %s are %o', (path, methods) => {
    expect(allowed.of(path)).toEqual(methods)
  })
})
