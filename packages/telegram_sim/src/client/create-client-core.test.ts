import { describe, expect, it } from 'vitest'
import type { ClientOptions } from './client-types.ts'
import { createClientCore } from './create-client-core.ts'
import { methodVersions } from './method-versions.ts'
import { themeParams } from './theme.ts'

function start(options: Partial<ClientOptions> = {}) {
  const events: [string, unknown][] = []
  const saved = { text: null as string | null }
  const theme = themeParams({ platform: 'ios', version: '9.6', scheme: 'light' })
  const host = {
    emit: (type: string, data?: unknown) => void events.push([type, data]),
    load: () => saved.text,
    save: (text: string) => {
      saved.text = text
    },
  }
  const make = () =>
    createClientCore({ platform: 'ios', version: '9.6', theme, ...options }, host, methodVersions)
  return { core: make(), events, restart: make }
}

describe('the client', () => {
  it('answers what apps ask at their start', () => {
    const safe = { top: 47, right: 0, bottom: 34, left: 0 }
    const { core, events } = start({
      insets: { safe },
      viewport: { width: 320, height: 500, expanded: false },
    })
    for (const what of ['theme', 'viewport', 'safe_area', 'content_safe_area'])
      core.receive(`web_app_request_${what}`)
    core.receive('web_app_expand')
    expect(events).toEqual([
      ['theme_changed', { theme_params: expect.objectContaining({ bg_color: '#ffffff' }) }],
      ['viewport_changed', { width: 320, height: 500, is_expanded: false, is_state_stable: true }],
      ['safe_area_changed', safe],
      ['content_safe_area_changed', { top: 0, right: 0, bottom: 0, left: 0 }],
      ['viewport_changed', { width: 320, height: 500, is_expanded: true, is_state_stable: true }],
    ])
  })

  it('presses only buttons that are shown and active', () => {
    const { core, events } = start()
    const pressAll = () => {
      core.pressBack()
      core.pressMainButton()
      core.pressSecondaryButton()
      core.pressSettings()
    }
    pressAll()
    expect(events).toEqual([])
    core.receive('web_app_setup_back_button', { is_visible: true })
    core.receive('web_app_setup_settings_button', { is_visible: true })
    core.receive('web_app_setup_main_button', { is_visible: true, text: 'Бросить', color: '#ff0000' })
    core.receive('web_app_setup_secondary_button', { is_visible: true, is_active: false })
    pressAll()
    expect(events.map(([type]) => type)).toEqual([
      'back_button_pressed',
      'main_button_pressed',
      'settings_button_pressed',
    ])
  })

  it('keeps what a button call does not mention', () => {
    const { core } = start()
    core.receive('web_app_setup_main_button', {
      is_visible: true,
      text: 'Go',
      color: '#111111',
      text_color: '#eeeeee',
    })
    core.receive('web_app_setup_main_button', { is_progress_visible: true })
    expect(core.state.mainButton).toEqual({
      visible: true,
      active: true,
      progress: true,
      text: 'Go',
      color: '#111111',
      textColor: '#eeeeee',
    })
  })

  it.each<[string, string, boolean]>([
    ['6.0', 'web_app_setup_main_button', false],
    ['6.0', 'web_app_setup_back_button', true],
    ['6.0', 'web_app_trigger_haptic_feedback', true],
    ['8.0', 'web_app_request_safe_area', false],
    ['8.0', 'web_app_device_storage_get_key', true],
    ['9.6', 'web_app_request_chat', false],
    ['9.6', 'web_app_no_such_method', true],
    ['9.6', 'constructor', true],
  ])('version %s refuses %s silently: %s', (version, method, refused) => {
    const { core, events } = start({ version })
    core.receive(method, { is_visible: true })
    expect(core.calls).toEqual([{ method, data: { is_visible: true }, refused }])
    if (refused) expect(events).toEqual([])
  })

  it('remembers what the app stores, over a restart', () => {
    const { core, events, restart } = start()
    core.receive('web_app_device_storage_save_key', { req_id: '1', key: 'a', value: 'привет' })
    core.receive('web_app_secure_storage_save_key', { req_id: '2', key: 'a', value: 'secret' })
    core.receive('web_app_invoke_custom_method', {
      req_id: '3',
      method: 'saveStorageValue',
      params: { key: 'c', value: 'd' },
    })
    const again = restart()
    again.receive('web_app_device_storage_get_key', { req_id: '4', key: 'a' })
    again.receive('web_app_secure_storage_get_key', { req_id: '5', key: 'a' })
    again.receive('web_app_secure_storage_get_key', { req_id: '6', key: 'b' })
    again.receive('web_app_invoke_custom_method', {
      req_id: '7',
      method: 'getStorageValues',
      params: { keys: ['c', 'x'] },
    })
    again.receive('web_app_device_storage_save_key', { req_id: '8', key: 'a', value: null })
    again.receive('web_app_device_storage_get_key', { req_id: '9', key: 'a' })
    expect(events).toEqual([
      ['device_storage_key_saved', { req_id: '1' }],
      ['secure_storage_key_saved', { req_id: '2' }],
      ['custom_method_invoked', { req_id: '3', result: true }],
      ['device_storage_key_received', { req_id: '4', value: 'привет' }],
      ['secure_storage_key_received', { req_id: '5', value: 'secret' }],
      ['secure_storage_key_received', { req_id: '6', value: null, can_restore: false }],
      ['custom_method_invoked', { req_id: '7', result: { c: 'd', x: '' } }],
      ['device_storage_key_saved', { req_id: '8' }],
      ['device_storage_key_received', { req_id: '9', value: null }],
    ])
  })

  it('fails storage where real clients do', () => {
    const desktop = start({ platform: 'tdesktop' })
    desktop.core.receive('web_app_secure_storage_save_key', { req_id: '1', key: 'a', value: 'b' })
    expect(desktop.events).toEqual([['secure_storage_failed', { req_id: '1', error: 'UNSUPPORTED' }]])
    const phone = start()
    for (let index = 0; index < 11; index += 1) {
      phone.core.receive('web_app_secure_storage_save_key', {
        req_id: String(index),
        key: `k${index}`,
        value: 'v',
      })
    }
    phone.core.receive('web_app_secure_storage_restore_key', { req_id: 'r', key: 'x' })
    expect(phone.events.slice(-2)).toEqual([
      ['secure_storage_failed', { req_id: '10', error: 'QUOTA_EXCEEDED' }],
      ['secure_storage_failed', { req_id: 'r', error: 'RESTORE_UNAVAILABLE' }],
    ])
  })

  it('shows a popup until the user answers it', () => {
    const { core, events } = start()
    core.receive('web_app_open_popup', { title: 'Leave?', buttons: [{ id: 'ok', type: 'ok' }] })
    expect(core.state.popup).toMatchObject({ title: 'Leave?' })
    core.closePopup('ok')
    expect(core.state.popup).toBeNull()
    core.closePopup()
    expect(events).toEqual([
      ['popup_closed', { button_id: 'ok' }],
      ['popup_closed', {}],
    ])
  })

  it('tells of changes that the user or the system makes', () => {
    const { core, events } = start()
    core.setTheme({ bg_color: '#000000' })
    core.setViewport({ width: 390, height: 400 })
    core.setInsets({ safe: { top: 1, right: 2, bottom: 3, left: 4 } })
    core.setVisible(false)
    expect(events.map(([type]) => type)).toEqual([
      'theme_changed',
      'viewport_changed',
      'safe_area_changed',
      'content_safe_area_changed',
      'visibility_changed',
    ])
    const old = start({ version: '6.0' })
    old.core.setInsets({})
    old.core.setVisible(false)
    expect(old.events).toEqual([])
  })

  it('answers requests of the user as configured', () => {
    const { core, events } = start({ answers: { share: 'declined', invoice: 'paid', clipboard: 'x' } })
    core.receive('web_app_send_prepared_message', { id: '1' })
    core.receive('web_app_open_invoice', { slug: 's' })
    core.receive('web_app_request_write_access')
    core.receive('web_app_read_text_from_clipboard', { req_id: 'q' })
    core.receive('web_app_request_fullscreen')
    core.receive('web_app_request_fullscreen')
    expect(events).toEqual([
      ['prepared_message_failed', { error: 'USER_DECLINED' }],
      ['invoice_closed', { slug: 's', status: 'paid' }],
      ['write_access_requested', { status: 'allowed' }],
      ['clipboard_text_received', { req_id: 'q', data: 'x' }],
      ['fullscreen_changed', { is_fullscreen: true }],
      ['fullscreen_failed', { error: 'ALREADY_FULLSCREEN' }],
    ])
  })
})
