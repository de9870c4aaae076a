import { expect, test, vi } from 'vitest'
import type { Launch } from '../launch.ts'
import { createMemoryStorage } from '../memory-platform.ts'
import type { Capability } from '../platform.ts'
import { createFakeBridge, type FakeBridge } from './fake-bridge.ts'
import { createTelegramPlatform } from './telegram-platform.ts'

function open(version: string, bridge: FakeBridge = createFakeBridge()) {
  const launch: Launch = {
    initDataRaw: 'hash=1',
    startParam: null,
    userId: '42',
    language: 'ru',
    version,
    platform: 'ios',
    themeParams: { bg_color: '#000000' },
  }
  const fallbackStorage = createMemoryStorage()
  const tabStorage = createMemoryStorage()
  const host = createTelegramPlatform({
    launch,
    bridge,
    fallbackStorage,
    tabStorage,
    preferredScheme: 'light',
  })
  return { host, platform: host.platform, bridge, fallbackStorage, tabStorage }
}

const every: Capability[] = [
  'native-back',
  'native-primary',
  'native-secondary',
  'haptics',
  'confirm-closing',
  'share-message',
  'payments',
  'device-storage',
  'secure-storage',
]

test.each([
  ['6.0', ['native-primary', 'confirm-closing']],
  [
    '8.0',
    [
      'native-back',
      'native-primary',
      'native-secondary',
      'haptics',
      'confirm-closing',
      'share-message',
      'payments',
    ],
  ],
  ['9.6', every],
])('a client of %s supports what its version knows', (version, expected) => {
  const { platform } = open(version)
  expect(every.filter((capability) => platform.supports(capability))).toEqual(expected)
})

test('on a client of 6.0 everything answers and nothing throws', async () => {
  const { host, platform, bridge, fallbackStorage } = open('6.0')
  const back = vi.fn()
  platform.pushBack(back)
  host.ownControls.back.get()?.()
  expect(back).toHaveBeenCalledOnce()
  platform.setAction('secondary', { label: 'Other', onPress: back })
  expect(host.ownControls.actions.get().secondary?.label).toBe('Other')
  platform.haptic('success')
  platform.holdClosing('draft')()
  await platform.cache.set('a', '1')
  expect(fallbackStorage.map.get('a')).toBe('1')
  expect(platform.secure).toBeNull()
  expect(await platform.pay('https://t.me/$abc')).toBe('unsupported')
  expect(await platform.share({ id: 'm', text: 'Come & play', url: 'https://t.me/x' })).toBe(true)
  expect(bridge.last('web_app_open_link')?.['url']).toBe(
    'https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fx&text=Come%20%26%20play',
  )
  const unknown = bridge.posted
    .map(({ method }) => method)
    .filter((method) => !bridge.supports(method, '6.0'))
  expect(unknown).toEqual([])
})

test('the theme follows the client', () => {
  const { platform, bridge } = open('9.6')
  expect(platform.theme.get().scheme).toBe('dark')
  const changed = vi.fn()
  platform.theme.subscribe(changed)
  bridge.emit('theme_changed', { theme_params: { bg_color: '#ffffff', text_color: '#111111' } })
  expect(changed).toHaveBeenCalledOnce()
  expect(platform.theme.get()).toEqual({
    scheme: 'light',
    colors: { bg_color: '#ffffff', text_color: '#111111' },
  })
})

test('insets come from both safe areas, the height only from a stable viewport', () => {
  const { platform, bridge } = open('9.6')
  bridge.emit('safe_area_changed', { top: 47, right: 0, bottom: 34, left: 0 })
  bridge.emit('content_safe_area_changed', { top: 46, bottom: 'x' })
  bridge.emit('viewport_changed', { height: 500, is_state_stable: false })
  expect(platform.insets.get()).toEqual({
    safe: { top: 47, right: 0, bottom: 34, left: 0 },
    content: { top: 46, right: 0, bottom: 0, left: 0 },
    viewportStableHeight: null,
  })
  bridge.emit('viewport_changed', { height: 640, is_state_stable: true })
  expect(platform.insets.get().viewportStableHeight).toBe(640)
})

test('the back button belongs to the last one who asked for it', () => {
  const { platform, bridge } = open('9.6')
  const calls: string[] = []
  const releasePage = platform.pushBack(() => calls.push('page'))
  const releaseSheet = platform.pushBack(() => calls.push('sheet'))
  bridge.emit('back_button_pressed')
  releaseSheet()
  releaseSheet()
  bridge.emit('back_button_pressed')
  expect(calls).toEqual(['sheet', 'page'])
  expect(bridge.last('web_app_setup_back_button')).toEqual({ is_visible: true })
  releasePage()
  expect(bridge.last('web_app_setup_back_button')).toEqual({ is_visible: false })
  bridge.emit('back_button_pressed')
  expect(calls).toEqual(['sheet', 'page'])
})

test('the bottom button is native, and a busy one refuses presses', () => {
  const { host, platform, bridge } = open('9.6')
  const onPress = vi.fn()
  platform.setAction('primary', { label: 'Roll', onPress })
  expect(bridge.last('web_app_setup_main_button')).toMatchObject({
    is_visible: true,
    is_active: true,
    text: 'Roll',
  })
  expect(host.ownControls.actions.get().primary).toBeNull()
  bridge.emit('main_button_pressed')
  platform.setAction('primary', { label: 'Roll', onPress, busy: true })
  bridge.emit('main_button_pressed')
  expect(onPress).toHaveBeenCalledOnce()
  expect(bridge.last('web_app_setup_main_button')).toMatchObject({
    is_active: false,
    is_progress_visible: true,
  })
  platform.setAction('primary', null)
  expect(bridge.last('web_app_setup_main_button')).toEqual({ is_visible: false })
})

test('closing is confirmed while any reason is held', () => {
  const { platform, bridge } = open('9.6')
  const first = platform.holdClosing('draft')
  const second = platform.holdClosing('draft')
  first()
  expect(bridge.last('web_app_setup_closing_behavior')).toEqual({ need_confirmation: true })
  second()
  expect(bridge.last('web_app_setup_closing_behavior')).toEqual({ need_confirmation: false })
})

test('secure storage asks the client and pairs answers by request', async () => {
  const bridge = createFakeBridge((method, params) => {
    if (method !== 'web_app_secure_storage_get_key') return
    queueMicrotask(() => {
      bridge.emit('secure_storage_key_received', { req_id: 'somebody-else', value: 'wrong' })
      bridge.emit('secure_storage_key_received', { req_id: params['req_id'], value: 'kept' })
    })
  })
  expect(await open('9.6', bridge).platform.secure?.get('token')).toBe('kept')
})

test('a client that stays silent is asked once, then the tab keeps secrets', async () => {
  vi.useFakeTimers()
  const { platform, bridge, tabStorage } = open('9.6')
  const saving = platform.secure?.set('token', 'kept')
  await vi.advanceTimersByTimeAsync(1_000)
  await saving
  expect(tabStorage.map.get('token')).toBe('kept')
  const asked = bridge.posted.length
  expect(await platform.secure?.get('token')).toBe('kept')
  expect(bridge.posted.length).toBe(asked)
  vi.useRealTimers()
})

test('a client that refuses secure storage leaves secrets to the tab', async () => {
  const bridge = createFakeBridge((method, params) => {
    if (!method.startsWith('web_app_secure_storage')) return
    queueMicrotask(() =>
      bridge.emit('secure_storage_failed', { req_id: params['req_id'], error: 'UNSUPPORTED' }),
    )
  })
  const { platform, tabStorage } = open('9.6', bridge)
  await platform.secure?.set('token', 'kept')
  expect(tabStorage.map.get('token')).toBe('kept')
  await platform.secure?.remove('token')
  expect(await platform.secure?.get('token')).toBeNull()
})

test('a payment ends with what the client reports', async () => {
  const { platform, bridge } = open('9.6')
  const paying = platform.pay('https://t.me/$abc-1')
  expect(bridge.last('web_app_open_invoice')).toEqual({ slug: 'abc-1' })
  bridge.emit('invoice_closed', { slug: 'other', status: 'failed' })
  bridge.emit('invoice_closed', { slug: 'abc-1', status: 'paid' })
  expect(await paying).toBe('paid')
})

test('a prepared message counts as shared only when it was sent', async () => {
  const { platform, bridge } = open('9.6')
  const sharing = platform.share({ id: 'm1', text: 't', url: 'https://t.me/x' })
  bridge.emit('prepared_message_failed', { error: 'USER_DECLINED' })
  expect(await sharing).toBe(false)
})

test('links to Telegram stay inside it, others leave, nonsense is ignored', () => {
  const { platform, bridge } = open('9.6')
  platform.openLink('https://t.me/bot?startapp=i_x')
  expect(bridge.last('web_app_open_tg_link')).toEqual({ path_full: '/bot?startapp=i_x' })
  platform.openLink('https://example.org/')
  expect(bridge.last('web_app_open_link')).toEqual({ url: 'https://example.org/' })
  const before = bridge.posted.length
  platform.openLink('not a link')
  expect(bridge.posted.length).toBe(before)
})

test('a dialogue takes the bottom button away, and what changed meanwhile is there after it', () => {
  const { platform, bridge } = open('9.6')
  const press = vi.fn()
  platform.setAction('primary', { label: 'Save', onPress: press })
  const release = platform.suspendActions('sheet')
  expect(bridge.last('web_app_setup_main_button')).toEqual({ is_visible: false })
  bridge.emit('main_button_pressed', undefined)
  expect(press).not.toHaveBeenCalled()
  platform.setAction('primary', { label: 'Send', onPress: press })
  expect(bridge.last('web_app_setup_main_button')).toEqual({ is_visible: false })
  const inner = platform.suspendActions('confirm')
  release()
  expect(bridge.last('web_app_setup_main_button')).toEqual({ is_visible: false })
  inner()
  expect(bridge.last('web_app_setup_main_button')).toMatchObject({ is_visible: true, text: 'Send' })
  bridge.emit('main_button_pressed', undefined)
  expect(press).toHaveBeenCalledOnce()
})

test('vertical swipes are held while somebody needs them, on clients that can', () => {
  const { platform, bridge } = open('9.6')
  const release = platform.holdSwipes('dice-tray')
  expect(bridge.last('web_app_setup_swipe_behavior')).toEqual({ allow_vertical_swipe: false })
  release()
  expect(bridge.last('web_app_setup_swipe_behavior')).toEqual({ allow_vertical_swipe: true })
  platform.hideKeyboard()
  expect(bridge.posted.at(-1)?.method).toBe('web_app_hide_keyboard')
  const old = open('7.6')
  old.platform.holdSwipes('dice-tray')
  old.platform.hideKeyboard()
  expect(old.bridge.posted.map(({ method }) => method)).not.toContain('web_app_setup_swipe_behavior')
})
