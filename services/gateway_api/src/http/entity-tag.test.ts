import { describe, expect, test } from 'vitest'
import { entityTagOf, requireMatch } from './entity-tag.ts'

const outcome = (ifMatch: string | undefined, version: number): unknown => {
  try {
    requireMatch(ifMatch, version)
    return 'ok'
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('If-Match', () => {
  test.each([
    ['"3"', 'ok'],
    ['*', 'ok'],
    ['"1", "3"', 'ok'],
    [' "3" ', 'ok'],
    ['"1,2" , , "3"', 'ok'],
    ['W/"1", "3"', 'ok'],
    ['"x,*,y"', 'precondition_failed'],
    ['"x,"3",y"', 'precondition_failed'],
    ['"1", *', 'precondition_failed'],
    ['"3', 'precondition_failed'],
    ['"3" "3"', 'precondition_failed'],
    ['"2"', 'precondition_failed'],
    ['W/"3"', 'precondition_failed'],
    ['3', 'precondition_failed'],
    ['', 'precondition_failed'],
    ['"Ё🦔"', 'precondition_failed'],
    [undefined, 'precondition_required'],
  ])('%s against version 3 is %s', (ifMatch, expected) => {
    expect(outcome(ifMatch, 3)).toBe(expected)
  })

  test('the tag of a version matches that version only', () => {
    expect(outcome(entityTagOf(12), 12)).toBe('ok')
    expect(outcome(entityTagOf(12), 1)).toBe('precondition_failed')
  })
})
