import { expect, test } from 'vitest'
import { shellMessages } from './catalogs.ts'
import { resolveLocale } from './locale.ts'
import { createTexts } from './texts.ts'

const open = (locale: 'ru' | 'en') => createTexts({ shell: shellMessages, feature: async () => ({}) }, locale)

test.each([
  [1, 'Ещё 1 секунда'],
  [2, 'Ещё 2 секунды'],
  [5, 'Ещё 5 секунд'],
  [11, 'Ещё 11 секунд'],
  [21, 'Ещё 21 секунда'],
  [104, 'Ещё 104 секунды'],
])('Russian counts %i right', (seconds, expected) => {
  expect(open('ru').text('auth.wait', { seconds })).toBe(expected)
})

test('English counts one and many', () => {
  expect(open('en').text('auth.wait', { seconds: 1 })).toBe('1 more second')
  expect(open('en').text('auth.wait', { seconds: 2 })).toBe('2 more seconds')
})

test('titles of features are there before any feature is opened', () => {
  expect(open('ru').text('settings.title')).toBe('Настройки')
  expect(open('ru').text('settings.leave')).toBe('settings.leave')
})

test('the choice wins over the client, the client over English', () => {
  expect(resolveLocale('en', 'ru')).toBe('en')
  expect(resolveLocale(null, 'ru-RU')).toBe('ru')
  expect(resolveLocale(null, 'de')).toBe('en')
  expect(resolveLocale(null, undefined)).toBe('en')
})

test('a language chosen while texts are on their way reaches them as well', async () => {
  let arrive: () => void = () => undefined
  const texts = createTexts(
    {
      shell: shellMessages,
      feature: (_feature, locale) =>
        new Promise((resolve) => {
          const answer = () => resolve({ 'dice.roll': locale })
          if (locale === 'ru') arrive = answer
          else answer()
        }),
    },
    'ru',
  )
  const opening = texts.open('dice')
  await texts.use('en')
  arrive()
  await opening
  expect(texts.text('dice.roll')).toBe('en')
})

test('of two quick choices the last one wins', async () => {
  const texts = open('ru')
  await Promise.all([texts.use('en'), texts.use('ru')])
  expect(texts.locale.get()).toBe('ru')
})
