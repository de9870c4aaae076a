import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { locales } from '../i18n/locale.ts'
import { App } from './app.tsx'
import type { AuthState } from './auth/auth-state.ts'
import { createTestParts, type TestParts, type TestPartsOptions } from './testing.ts'

const means = { launch: true, stored: false }
const stopped: AuthState[] = [
  { status: 'open-in-telegram' },
  { status: 'try-later', until: Date.now() + 60_000, means },
  { status: 'reopen' },
  { status: 'too-many', until: Date.now() + 60_000, way: 'launch', means },
  { status: 'offline', way: 'launch', means },
  { status: 'unavailable', way: 'launch', means, traceId: 'trace-1' },
  { status: 'signed-out', reason: 'elsewhere', means },
  { status: 'signed-out', reason: 'here', means },
  { status: 'failed', code: 'x', traceId: 'trace-2', way: 'launch', means },
]

let release: () => Promise<void> = async () => undefined

async function show(options: TestPartsOptions, address = '/'): Promise<TestParts & { element: HTMLElement }> {
  window.history.replaceState(null, '', address)
  const parts = createTestParts(options)
  const element = document.createElement('div')
  document.body.append(element)
  const root = createRoot(element)
  await act(async () => root.render(<App {...parts} />))
  release = async () => {
    await act(async () => root.unmount())
    element.remove()
  }
  return { ...parts, element }
}

/** Feature pages are fetched: lets React work until the check holds. */
async function eventually(check: () => void) {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    await act(async () => await new Promise((resolve) => setTimeout(resolve, 20)))
    try {
      check()
      return
    } catch (error) {
      if (attempt === 199) throw error
    }
  }
}

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
})

afterEach(async () => {
  await release()
  vi.unstubAllGlobals()
})

test.each(locales)('every state of the gate has its own words in %s', async (locale) => {
  const titles = new Set<string>()
  for (const state of stopped) {
    const { element } = await show({ locale, state })
    const title = element.querySelector('h1')?.textContent ?? ''
    expect(title).not.toBe('')
    expect(title).not.toMatch(/^auth\./)
    titles.add(title)
    await release()
  }
  expect(titles.size).toBe(stopped.length)
})

test('a failure quotes the code for support', async () => {
  const { element } = await show({
    state: { status: 'unavailable', way: 'launch', means, traceId: 'trace-1' },
  })
  expect(element.textContent).toContain('trace-1')
})

test('network coming back tries again by itself', async () => {
  const { authState } = await show({ state: { status: 'offline', way: 'launch', means } })
  await act(async () => window.dispatchEvent(new Event('online')))
  expect(authState.get().status).toBe('signing-in')
})

test('the first tab opens, and its page comes with its texts', async () => {
  const { element } = await show({ locale: 'ru' }, '/settings')
  await eventually(() => expect(element.querySelector('h1')?.textContent).toBe('Настройки'))
  expect(element.querySelector('nav [aria-current="page"]')?.textContent).toBe('Настройки')
})

test('switching the language switches everything at once', async () => {
  const { element, preferences } = await show({ locale: 'ru' }, '/settings')
  await eventually(() => expect(element.querySelector('h1')?.textContent).toBe('Настройки'))
  await act(async () => preferences.getState().chooseLocale('en'))
  expect(element.querySelector('h1')?.textContent).toBe('Settings')
  expect(element.textContent).not.toMatch(/Выйти/)
})

test('off the tabs the back button leads back', async () => {
  const { element, host } = await show({}, '/settings/developer')
  await eventually(() => expect(element.querySelector('h1')).not.toBeNull())
  expect(element.querySelector('nav')).toBeNull()
  await act(async () => host.pressBack())
  expect(window.location.pathname).toBe('/settings')
})

test('a lost connection and a degraded service are said', async () => {
  const { element, connection } = await show(
    { answers: { 'GET /v1/status': { status: 'degraded' } } },
    '/settings',
  )
  await eventually(() => expect(element.textContent).toContain('struggling'))
  await act(async () => connection.set('reconnecting'))
  expect(element.textContent).toContain('way back to the table')
  await act(async () => connection.set('stopped'))
  expect(element.textContent).toContain('line to the table is closed')
  expect([...element.querySelectorAll('button')].map((button) => button.textContent)).toContain('Reload')
})
