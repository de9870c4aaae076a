import { expect, test, vi } from 'vitest'
import { createBrowserPlatform } from './browser-platform.ts'
import { takeLaunch } from './launch.ts'
import { createMemoryStorage } from './memory-platform.ts'

function open() {
  const launch = takeLaunch({
    location: new URL('https://app.example/'),
    history: { state: null, replaceState: () => undefined },
    storage: null,
  })
  return createBrowserPlatform({ launch, window, cache: createMemoryStorage() })
}

test('a plain browser draws its own buttons', () => {
  const host = open()
  const onPress = vi.fn()
  host.platform.setAction('primary', { label: 'Create', onPress })
  host.ownControls.actions.get().primary?.onPress()
  const release = host.platform.pushBack(onPress)
  host.ownControls.back.get()?.()
  expect(onPress).toHaveBeenCalledTimes(2)
  release()
  host.platform.setAction('primary', null)
  expect(host.ownControls.back.get()).toBeNull()
  expect(host.ownControls.actions.get().primary).toBeNull()
})

test('what a browser cannot do answers kindly', async () => {
  const { platform } = open()
  expect(platform.launch.initDataRaw).toBeUndefined()
  expect(platform.secure).toBeNull()
  expect(await platform.pay('x')).toBe('unsupported')
  expect(() => platform.haptic('success')).not.toThrow()
})

test('leaving is confirmed while a reason is held', () => {
  const { platform } = open()
  const leave = () => {
    const event = new Event('beforeunload', { cancelable: true })
    window.dispatchEvent(event)
    return event.defaultPrevented
  }
  const release = platform.holdClosing('draft')
  expect(leave()).toBe(true)
  release()
  expect(leave()).toBe(false)
})
