// @vitest-environment node
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readI18nInput } from './i18n-check.ts'
import { findI18nFaults } from './i18n-rules.ts'

const po = (entries: Record<string, string>) =>
  `msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n${Object.entries(entries)
    .map(([id, text]) => `\nmsgid "${id}"\nmsgstr "${text}"\n`)
    .join('')}`

function check(sources: Record<string, string>, catalogs: Record<string, Record<string, string>>) {
  return findI18nFaults({
    sources: Object.entries(sources).map(([path, text]) => ({ path, text })),
    catalogs: Object.entries(catalogs).map(([path, entries]) => ({
      path,
      text: po(entries),
      owner: /features\/([^/]+)/.exec(path)?.[1] ?? 'shell',
      locale: /(\w+)\.po/.exec(path)?.[1] ?? '',
    })),
    locales: ['ru', 'en'],
  })
}

test('complete catalogs pass', () => {
  expect(
    check(
      { 'src/a.tsx': "t('app.hi')" },
      { 'src/locales/ru.po': { 'app.hi': 'Привет' }, 'src/locales/en.po': { 'app.hi': 'Hello' } },
    ),
  ).toEqual([])
})

test('a key that one language lacks fails', () => {
  const faults = check(
    { 'src/a.tsx': "t('app.hi')" },
    { 'src/locales/ru.po': { 'app.hi': 'Привет' }, 'src/locales/en.po': {} },
  )
  expect(faults).toEqual(['src/a.tsx: "app.hi" is missing in en.'])
})

test('a key that nothing uses fails', () => {
  const faults = check(
    { 'src/a.tsx': '' },
    { 'src/locales/ru.po': { 'app.old': 'Старое' }, 'src/locales/en.po': { 'app.old': 'Old' } },
  )
  expect(faults).toHaveLength(2)
  expect(faults.join()).toContain('"app.old" is used nowhere')
})

test('an empty text fails', () => {
  const faults = check(
    { 'src/a.tsx': "t('app.hi')" },
    { 'src/locales/ru.po': { 'app.hi': '' }, 'src/locales/en.po': { 'app.hi': 'Hi' } },
  )
  expect(faults).toEqual(['src/locales/ru.po: "app.hi" has no text.'])
})

test('a Russian plural without all its forms fails', () => {
  const faults = check(
    { 'src/a.tsx': "t('app.n')" },
    {
      'src/locales/ru.po': { 'app.n': '{n, plural, one {# кость} other {# кости}}' },
      'src/locales/en.po': { 'app.n': '{n, plural, one {# die} other {# dice}}' },
    },
  )
  expect(faults.join()).toContain('lacks the plural form "few"')
  expect(faults.join()).toContain('lacks the plural form "many"')
})

test('a value that one language forgets fails', () => {
  const faults = check(
    { 'src/a.tsx': "t('app.hi', { name })" },
    { 'src/locales/ru.po': { 'app.hi': 'Привет, {name}' }, 'src/locales/en.po': { 'app.hi': 'Hello' } },
  )
  expect(faults.join()).toContain('uses {}')
})

test('a computed id fails', () => {
  const computed = 't(`app.${' + 'name}`)'
  expect(check({ 'src/a.tsx': computed }, {}).join()).toContain('computed')
})

test('a text of another feature fails, for it may not be loaded', () => {
  const text = { 'dice.roll': 'x' }
  const faults = check(
    { 'src/features/party/page.tsx': "t('dice.roll')" },
    { 'src/features/dice/locales/ru.po': text, 'src/features/dice/locales/en.po': text },
  )
  expect(faults.join()).toContain('belongs to the feature dice')
})

test('the catalogs of this app are complete', () => {
  expect(findI18nFaults(readI18nInput(fileURLToPath(new URL('..', import.meta.url))))).toEqual([])
})
