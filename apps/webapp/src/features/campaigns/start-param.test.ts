import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readStartParam } from './start-param.ts'

test('an invite keeps its whole code', () => {
  expect(readStartParam('i_AAECAwQFBgcICQoLDA0ODw')).toEqual({
    kind: 'invite',
    code: 'i_AAECAwQFBgcICQoLDA0ODw',
  })
})

test('a campaign link carries the bytes of its id', () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      const bytes = Uint8Array.from(id.replaceAll('-', '').match(/../g) ?? [], (pair) =>
        Number.parseInt(pair, 16),
      )
      const parameter = `c_${btoa(String.fromCharCode(...bytes))
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replace(/=+$/, '')}`
      expect(readStartParam(parameter)).toEqual({ kind: 'campaign', campaignId: id })
    }),
  )
})

test.each([
  '',
  'i_',
  'c_short',
  'x_AAECAwQFBgcICQoLDA0ODw',
  'i_AAECAwQFBgcICQoLDA0ODw==',
  'c_АБВГДЕЖЗИЙКЛМНОПРСТУФХ',
])('anything else is nothing: %s', (parameter) => {
  expect(readStartParam(parameter)).toBeNull()
})
