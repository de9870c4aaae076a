// @vitest-environment happy-dom
import { on, postEvent, request, retrieveLaunchParams } from '@tma.js/bridge'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  buildLaunchUrl,
  createLaunchSigner,
  type FakeTelegramClient,
  fakeTelegramClient,
  findPersona,
  themeParams,
} from '../src/index.ts'

// The real bridge of the SDK against the script, as a browser would run it.

const page = globalThis as unknown as { fakeTelegramClient: FakeTelegramClient; location: { href: string } }
const theme = themeParams({ platform: 'android', version: '9.6', scheme: 'dark' })

beforeEach(() => {
  const script = fakeTelegramClient({
    platform: 'android',
    version: '9.6',
    theme,
    viewport: { width: 360, height: 640 },
  })
  new Function(script)()
})

describe('the script and the bridge of the SDK', () => {
  it('agree on launch parameters', () => {
    const persona = findPersona('player-1')
    if (persona === undefined) throw new Error('No such persona')
    const initData = createLaunchSigner({ botId: 1 }).signInitData({
      user: persona,
      authDate: 1,
      startParam: 'i_a',
    })
    page.location.href = buildLaunchUrl('http://localhost:3000/', {
      initData,
      version: '9.6',
      platform: 'android',
      theme,
    })
    expect(retrieveLaunchParams()).toMatchObject({
      tgWebAppVersion: '9.6',
      tgWebAppPlatform: 'android',
      tgWebAppThemeParams: { bg_color: theme.bg_color },
      tgWebAppData: { user: { first_name: 'Рысь 🏹' }, start_param: 'i_a' },
    })
  })

  it('exchange requests and answers', async () => {
    const changed = await request('web_app_request_theme', 'theme_changed', { timeout: 1000 })
    expect(changed.theme_params).toMatchObject({ bg_color: theme.bg_color })
    const viewport = await request('web_app_request_viewport', 'viewport_changed', { timeout: 1000 })
    expect(viewport).toMatchObject({ width: 360, height: 640 })
    const saved = await request('web_app_device_storage_save_key', 'device_storage_key_saved', {
      params: { req_id: 'a', key: 'k', value: 'v' },
      timeout: 1000,
    })
    expect(saved).toEqual({ req_id: 'a' })
  })

  it('deliver presses of native buttons', async () => {
    const pressed = new Promise<void>((resolve) => {
      on('back_button_pressed', () => resolve())
    })
    postEvent('web_app_setup_back_button', { is_visible: true })
    page.fakeTelegramClient.pressBack()
    await pressed
    expect(page.fakeTelegramClient.state.backButton).toBe(true)
  })

  it('record calls that get no answer', () => {
    postEvent('web_app_trigger_haptic_feedback', { type: 'impact', impact_style: 'heavy' })
    expect(page.fakeTelegramClient.calls).toEqual([
      {
        method: 'web_app_trigger_haptic_feedback',
        data: { type: 'impact', impact_style: 'heavy' },
        refused: false,
      },
    ])
  })
})
