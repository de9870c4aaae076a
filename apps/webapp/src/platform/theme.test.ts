import { expect, test } from 'vitest'
import { applyTheme, readTheme } from './theme.ts'

test('the scheme follows the brightness of the background', () => {
  expect(readTheme({ bg_color: '#17212b' }, 'light').scheme).toBe('dark')
  expect(readTheme({ bg_color: '#FFF' }, 'dark').scheme).toBe('light')
  expect(readTheme(null, 'dark').scheme).toBe('dark')
})

test('only colours pass', () => {
  const theme = readTheme(
    { bg_color: 'url(https://evil.example)', text_color: 'ABC', hint_color: 7, link_color: '#0F0' },
    'dark',
  )
  expect(theme.colors).toEqual({ link_color: '#00ff00' })
})

test('a theme becomes variables, and a colour that went away is removed', () => {
  const root = document.createElement('html')
  applyTheme(readTheme({ bg_color: '#000000', text_color: '#ffffff' }, 'light'), root)
  expect(root.dataset['scheme']).toBe('dark')
  expect(root.style.getPropertyValue('--tg-theme-text-color')).toBe('#ffffff')
  applyTheme(readTheme({ bg_color: '#ffffff' }, 'light'), root)
  expect(root.dataset['scheme']).toBe('light')
  expect(root.style.getPropertyValue('--tg-theme-text-color')).toBe('')
})
