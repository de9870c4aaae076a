import fc from 'fast-check'
import { expect, test } from 'vitest'
import { takeLaunch } from './launch.ts'
import { createMemoryWebStorage } from './memory-web-storage.ts'

const user = '{"id":42,"first_name":"Марта","language_code":"ru","photo_url":"https:\\/\\/t.me\\/i.svg"}'
const initData = `query_id=1&user=${encodeURIComponent(user)}&auth_date=1&start_param=i_abc&hash=ff`

function open(address: string, stored: Record<string, string> = {}) {
  const url = new URL(address, 'https://app.example')
  const addresses: string[] = []
  const storage = createMemoryWebStorage(stored)
  const launch = takeLaunch({
    location: url,
    history: {
      state: { kept: true },
      replaceState: (_state, _title, next) => void addresses.push(String(next)),
    },
    storage,
  })
  return { launch, addresses, storage }
}

const telegramHash = new URLSearchParams({
  tgWebAppData: initData,
  tgWebAppVersion: '9.6',
  tgWebAppPlatform: 'ios',
  tgWebAppThemeParams: '{"bg_color":"#000000"}',
}).toString()

test('launch data is read from the address and gone from it at once', () => {
  const { launch, addresses } = open(`/campaigns?x=1#${telegramHash}`)
  expect(launch).toEqual({
    initDataRaw: initData,
    startParam: 'i_abc',
    userId: '42',
    language: 'ru',
    version: '9.6',
    platform: 'ios',
    themeParams: { bg_color: '#000000' },
  })
  expect(addresses).toEqual(['/campaigns?x=1'])
})

test('the raw string is not touched, so escaped slashes survive', () => {
  expect(open(`/#${telegramHash}`).launch.initDataRaw).toContain(encodeURIComponent('https:\\/\\/t.me'))
})

test('what is not ours stays in the query', () => {
  expect(open('/?tgWebAppStartParam=c_x&keep=1').addresses).toEqual(['/?keep=1'])
  expect(open('/?tgWebAppStartParam=c_x').launch.startParam).toBe('c_x')
})

test('an ordinary address is left alone', () => {
  expect(open('/settings#part').addresses).toEqual([])
})

test('leftovers of other libraries are removed from storage', () => {
  const { storage } = open('/', {
    __telegram__initParams: '{}',
    'tapps/launchParams': 'x',
    launchParams: 'x',
    other: 'y',
  })
  expect(storage.entries()).toEqual({ other: 'y' })
})

test('after a reload the client is remembered, the launch data is not', () => {
  const { storage } = open(`/#${telegramHash}`)
  expect(JSON.stringify(storage.entries())).not.toContain('hash')
  const again = open('/settings', storage.entries()).launch
  expect(again).toMatchObject({
    version: '9.6',
    platform: 'ios',
    language: 'ru',
    initDataRaw: null,
    userId: null,
  })
})

test('no address makes it throw, and none keeps a launch parameter', () => {
  fc.assert(
    fc.property(fc.webFragments(), fc.webQueryParameters(), (fragment, query) => {
      const { addresses } = open(`/?${query}#tgWebAppData=${fragment}`)
      expect(addresses.at(-1) ?? '').not.toContain('tgWebApp')
    }),
  )
})

test('blocked storage changes nothing else', () => {
  const launch = takeLaunch({
    location: new URL(`https://app.example/#${telegramHash}`),
    history: { state: null, replaceState: () => undefined },
    storage: {
      getItem: () => {
        throw new Error('blocked')
      },
      setItem: () => {
        throw new Error('blocked')
      },
      removeItem: () => {
        throw new Error('blocked')
      },
    },
  })
  expect(launch.initDataRaw).toBe(initData)
})
