import { describe, expect, it } from 'vitest'
import { forAjv } from './schema-variants.ts'
import { visitSchema } from './schema-walk.ts'

const schema = {
  type: 'object',
  'x-open-object': 'a test',
  additionalProperties: false,
  example: { gone: true },
  properties: {
    example: { type: 'string', examples: ['gone'] },
    'x-trace': { type: 'string', 'x-note': 'gone' },
    discriminator: { type: 'object', additionalProperties: false },
    tag: { const: { example: 1, 'x-kept': 2 } },
    list: { type: 'array', items: { $ref: '#/components/schemas/Thing' } },
  },
}

describe('walking a schema', () => {
  it('drops what only describes, and keeps names and constants that look like it', () => {
    expect(forAjv(schema, 'strict', {})).toEqual({
      type: 'object',
      additionalProperties: false,
      properties: {
        example: { type: 'string' },
        'x-trace': { type: 'string' },
        discriminator: { type: 'object', additionalProperties: false },
        tag: { const: { example: 1, 'x-kept': 2 } },
        list: { type: 'array', items: { $ref: 'Thing' } },
      },
    })
  })

  it('opens closed objects for readers at every depth, and leaves constants alone', () => {
    const open = forAjv(schema, 'reader', {})
    expect(open).not.toHaveProperty('additionalProperties')
    expect(open.properties).toMatchObject({ discriminator: { type: 'object' } })
    expect(JSON.stringify(open)).not.toContain('additionalProperties')
  })

  it('visits schemas only: no names, no constants, no examples', () => {
    const seen: string[] = []
    visitSchema(schema, '', (_, pointer) => seen.push(pointer))
    expect(seen).toEqual([
      '',
      '/properties/example',
      '/properties/x-trace',
      '/properties/discriminator',
      '/properties/tag',
      '/properties/list',
      '/properties/list/items',
    ])
  })
})
