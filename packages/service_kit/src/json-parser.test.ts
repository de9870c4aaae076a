import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maxJsonDepth, parseStrictJson, parseStrictJsonText } from './json-parser.ts'

const codeOf = (run: () => unknown): unknown => {
  try {
    run()
    return 'accepted'
  } catch (error) {
    return (error as { code?: unknown }).code
  }
}

describe('the strict JSON parser', () => {
  test('gives what JSON.parse gives for every document without traps', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (text) => {
        const value: unknown = JSON.parse(text)
        fc.pre(JSON.stringify(value) === JSON.stringify(JSON.parse(JSON.stringify(value))))
        fc.pre(!/__proto__|\\u0000/.test(JSON.stringify(value)))
        expect(parseStrictJsonText(text)).toEqual(value)
      }),
    )
  })

  test('finds a duplicated key wherever it stands and however it is written', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string().filter((key) => key !== '__proto__' && !key.includes('\u0000')),
          fc.jsonValue(),
          { minKeys: 1, maxKeys: 30 },
        ),
        fc.nat(29),
        fc.boolean(),
        (object, at, escaped) => {
          const keys = Object.keys(object)
          const key = keys[at % keys.length] ?? ''
          const literal = escaped
            ? `"${[...key].map((letter) => (letter.length === 1 ? `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}` : letter)).join('')}"`
            : JSON.stringify(key)
          const plain = JSON.stringify(object)
          fc.pre(!plain.includes('__proto__') && !plain.includes('\\u0000'))
          const text = `[{"nested":${plain.slice(0, -1)},${literal}:[]}}]`
          expect(codeOf(() => parseStrictJsonText(plain))).toBe('accepted')
          expect(codeOf(() => parseStrictJsonText(text))).toBe('json_duplicate_key')
        },
      ),
    )
  })

  test.each([
    ['{"a":1,"a":2}', 'json_duplicate_key'],
    ['{"a":1,"\\u0061":2}', 'json_duplicate_key'],
    ['{"a":{"b":1},"c":[{"d":1,"d":1}]}', 'json_duplicate_key'],
    ['{"a\\\\":1,"a\\\\":2}', 'json_duplicate_key'],
    ['{"a":"a","b":"\\"a\\":1,\\"a\\":2"}', 'accepted'],
    ['{"a":["a","a"],"b":{"a":1}}', 'accepted'],
    ['{"a":"\\\\","b":"\\\\\\""}', 'accepted'],
    ['{"__proto__":{}}', 'json_malformed'],
    ['{"\\u005f_proto__":{}}', 'json_malformed'],
    ['{"a":"__proto__"}', 'accepted'],
    ['{"a":"\\u0000"}', 'json_malformed'],
    ['["\\ud800"]', 'json_malformed'],
    ['"\\ud800"', 'json_malformed'],
    ['{"a":"\\ud83d\\ude00"}', 'accepted'],
    ['{"constructor":1}', 'accepted'],
    ['', 'json_malformed'],
    ['{"a":1', 'json_malformed'],
    ["{'a':1}", 'json_malformed'],
    ['{"a":1}x', 'json_malformed'],
    ['NaN', 'json_malformed'],
    ['1e400', 'json_malformed'],
    ['-1E+400', 'json_malformed'],
    ['{"a":1e400}', 'json_malformed'],
    ['{"a":[0,-1e309,"x"]}', 'json_malformed'],
    [`[${'9'.repeat(400)}]`, 'json_malformed'],
    [`[${'9'.repeat(300)}e9]`, 'json_malformed'],
    [`[0.${'9'.repeat(400)},1e-400,1.7976931348623157e308]`, 'accepted'],
    ['{"a":"1e400","1e400":1.5e3}', 'accepted'],
    ['{"a":1,"b":2,"a":3}', 'json_duplicate_key'],
    ['null', 'accepted'],
    ['5', 'accepted'],
  ])('answers %s with %s', (text, code) => {
    expect(codeOf(() => parseStrictJsonText(text))).toBe(code)
  })

  test('refuses nesting past the limit, in arrays and in objects, and allows the limit itself', () => {
    const arrays = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
    const objects = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
    for (const nest of [arrays, objects]) {
      expect(codeOf(() => parseStrictJsonText(nest(maxJsonDepth)))).toBe('accepted')
      expect(codeOf(() => parseStrictJsonText(nest(maxJsonDepth + 1)))).toBe('json_too_deep')
      expect(codeOf(() => parseStrictJsonText(nest(40_000)))).toBe('json_too_deep')
    }
  })

  test('refuses bytes that are not UTF-8', () => {
    expect(codeOf(() => parseStrictJson(Buffer.from([0x22, 0xff, 0x22])))).toBe('json_malformed')
    expect(parseStrictJson(Buffer.from('{"имя":"Ёж 🦔"}'))).toEqual({ имя: 'Ёж 🦔' })
  })
})
