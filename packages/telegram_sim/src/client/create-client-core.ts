import type {
  ClientAnswers,
  ClientButton,
  ClientCall,
  ClientCore,
  ClientHost,
  ClientOptions,
  ClientState,
  Insets,
} from './client-types.ts'
import type { MethodVersions } from './method-versions.ts'

/**
 * A Telegram client from the app's point of view.
 *
 * The function is also sent to browsers as text, so it must stand alone: everything it uses is inside it.
 * Methods and events: https://core.telegram.org/api/web-events and
 * https://core.telegram.org/bots/webapps.
 */
export function createClientCore(
  options: ClientOptions,
  host: ClientHost,
  methodVersions: MethodVersions,
): ClientCore {
  type Data = Readonly<Record<string, unknown>>

  const answers: ClientAnswers = {
    writeAccess: 'allowed',
    phone: 'cancelled',
    invoice: 'cancelled',
    share: 'sent',
    clipboard: null,
    ...options.answers,
  }
  const noInsets: Insets = { top: 0, right: 0, bottom: 0, left: 0 }
  let safe = options.insets?.safe ?? noInsets
  let content = options.insets?.content ?? noInsets
  let viewport = options.viewport ?? { width: 390, height: 750 }

  const newButton = (): ClientButton => ({
    visible: false,
    active: true,
    progress: false,
    text: '',
    color: null,
    textColor: null,
  })
  const state: ClientState = {
    ready: false,
    closed: false,
    expanded: options.viewport?.expanded ?? true,
    fullscreen: false,
    visible: true,
    backButton: false,
    settingsButton: false,
    closingConfirmation: false,
    verticalSwipes: true,
    headerColor: null,
    backgroundColor: null,
    bottomBarColor: null,
    mainButton: newButton(),
    secondaryButton: newButton(),
    popup: null,
    theme: options.theme,
  }
  const calls: ClientCall[] = []

  type Stores = {
    device: Record<string, string>
    secure: Record<string, string>
    cloud: Record<string, string>
  }
  const stores: Stores = { device: {}, secure: {}, cloud: {}, ...JSON.parse(host.load?.() ?? '{}') }
  const saveStores = () => host.save?.(JSON.stringify(stores))

  const { emit } = host
  const emitViewport = () =>
    emit('viewport_changed', {
      width: viewport.width,
      height: viewport.height,
      is_expanded: state.expanded,
      is_state_stable: true,
    })
  const atLeast = (need: string): boolean => {
    const [major = 0, minor = 0] = options.version.split('.').map(Number)
    const [needMajor = 0, needMinor = 0] = need.split('.').map(Number)
    return major === needMajor ? minor >= needMinor : major > needMajor
  }
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

  const setupButton = (button: ClientButton, data: Data): void => {
    // The app sends what changed, or everything; what is missing stays.
    if (typeof data.is_visible === 'boolean') button.visible = data.is_visible
    if (typeof data.is_active === 'boolean') button.active = data.is_active
    if (typeof data.is_progress_visible === 'boolean') button.progress = data.is_progress_visible
    button.text = text(data.text) ?? button.text
    button.color = text(data.color) ?? button.color
    button.textColor = text(data.text_color) ?? button.textColor
  }

  const useStorage = (kind: 'device' | 'secure', action: string, data: Data): void => {
    const answer = (event: string, more: Data) =>
      emit(`${kind}_storage_${event}`, { req_id: data.req_id, ...more })
    const store = stores[kind]
    const key = text(data.key) ?? ''
    if (kind === 'secure' && options.platform !== 'ios' && options.platform !== 'android') {
      answer('failed', { error: 'UNSUPPORTED' })
    } else if (action === 'clear') {
      stores[kind] = {}
      saveStores()
      answer('cleared', {})
    } else if (key === '') {
      answer('failed', { error: 'KEY_INVALID' })
    } else if (action === 'get_key') {
      const value = Object.hasOwn(store, key) ? store[key] : null
      answer('key_received', kind === 'secure' && value === null ? { value, can_restore: false } : { value })
    } else if (action === 'restore_key') {
      answer('failed', { error: 'RESTORE_UNAVAILABLE' })
    } else {
      const isNew = !Object.hasOwn(store, key)
      if (kind === 'secure' && isNew && data.value !== null && Object.keys(store).length >= 10) {
        answer('failed', { error: 'QUOTA_EXCEEDED' })
        return
      }
      if (typeof data.value === 'string') store[key] = data.value
      else delete store[key]
      saveStores()
      answer('key_saved', {})
    }
  }

  const callCustomMethod = (data: Data): void => {
    const params = (data.params ?? {}) as { key?: string; value?: string; keys?: string[] }
    const keys = params.keys ?? []
    const answer = (result: unknown) => emit('custom_method_invoked', { req_id: data.req_id, result })
    if (data.method === 'getStorageKeys') answer(Object.keys(stores.cloud))
    else if (data.method === 'getStorageValues') {
      answer(Object.fromEntries(keys.map((key) => [key, stores.cloud[key] ?? ''])))
    } else if (data.method === 'saveStorageValue') {
      stores.cloud[params.key ?? ''] = params.value ?? ''
      saveStores()
      answer(true)
    } else if (data.method === 'deleteStorageValues') {
      for (const key of keys) delete stores.cloud[key]
      saveStores()
      answer(true)
    } else emit('custom_method_invoked', { req_id: data.req_id, error: 'METHOD_INVALID' })
  }

  const setFullscreen = (wanted: boolean): void => {
    if (wanted === state.fullscreen) {
      emit('fullscreen_failed', { error: wanted ? 'ALREADY_FULLSCREEN' : 'NOT_FULLSCREEN' })
      return
    }
    state.fullscreen = wanted
    emit('fullscreen_changed', { is_fullscreen: wanted })
  }

  const handlers: Readonly<Record<string, (data: Data) => void>> = {
    web_app_ready: () => {
      state.ready = true
    },
    web_app_close: () => {
      state.closed = true
    },
    web_app_expand: () => {
      state.expanded = true
      emitViewport()
    },
    web_app_request_theme: () => emit('theme_changed', { theme_params: state.theme }),
    web_app_request_viewport: emitViewport,
    web_app_request_safe_area: () => emit('safe_area_changed', safe),
    web_app_request_content_safe_area: () => emit('content_safe_area_changed', content),
    web_app_request_fullscreen: () => setFullscreen(true),
    web_app_exit_fullscreen: () => setFullscreen(false),
    web_app_setup_back_button: (data) => {
      state.backButton = data.is_visible === true
    },
    web_app_setup_settings_button: (data) => {
      state.settingsButton = data.is_visible === true
    },
    web_app_setup_main_button: (data) => setupButton(state.mainButton, data),
    web_app_setup_secondary_button: (data) => setupButton(state.secondaryButton, data),
    web_app_setup_closing_behavior: (data) => {
      state.closingConfirmation = data.need_confirmation === true
    },
    web_app_setup_swipe_behavior: (data) => {
      state.verticalSwipes = data.allow_vertical_swipe !== false
    },
    web_app_set_header_color: (data) => {
      state.headerColor = text(data.color) ?? state.theme[text(data.color_key) ?? ''] ?? null
    },
    web_app_set_background_color: (data) => {
      state.backgroundColor = text(data.color)
    },
    web_app_set_bottom_bar_color: (data) => {
      state.bottomBarColor = text(data.color)
    },
    web_app_open_popup: (data) => {
      state.popup = data
    },
    web_app_open_invoice: (data) => emit('invoice_closed', { slug: data.slug, status: answers.invoice }),
    web_app_request_write_access: () => emit('write_access_requested', { status: answers.writeAccess }),
    web_app_request_phone: () => emit('phone_requested', { status: answers.phone }),
    web_app_read_text_from_clipboard: (data) =>
      emit('clipboard_text_received', { req_id: data.req_id, data: answers.clipboard }),
    web_app_send_prepared_message: () =>
      answers.share === 'sent'
        ? emit('prepared_message_sent')
        : emit('prepared_message_failed', { error: 'USER_DECLINED' }),
    web_app_biometry_get_info: () => emit('biometry_info_received', { available: false }),
    web_app_check_home_screen: () => emit('home_screen_checked', { status: 'unknown' }),
    web_app_check_location: () => emit('location_checked', { available: false }),
    web_app_start_accelerometer: () => emit('accelerometer_failed', { error: 'UNSUPPORTED' }),
    web_app_start_device_orientation: () => emit('device_orientation_failed', { error: 'UNSUPPORTED' }),
    web_app_start_gyroscope: () => emit('gyroscope_failed', { error: 'UNSUPPORTED' }),
    web_app_invoke_custom_method: callCustomMethod,
  }

  const handle = (method: string, data: Data): void => {
    const storage = /^web_app_(device|secure)_storage_(clear|get_key|save_key|restore_key)$/u.exec(method)
    if (storage !== null) useStorage(storage[1] === 'secure' ? 'secure' : 'device', storage[2] ?? '', data)
    else handlers[method]?.(data)
  }

  return {
    state,
    calls,
    emit,
    receive(method, data) {
      const need = Object.hasOwn(methodVersions, method) ? methodVersions[method] : undefined
      const call: ClientCall = {
        method,
        data: typeof data === 'object' && data !== null ? { ...data } : {},
        refused: need === undefined || !atLeast(need),
      }
      calls.push(call)
      if (!call.refused) handle(method, call.data)
      host.changed?.(state, call)
    },
    pressBack() {
      if (state.backButton) emit('back_button_pressed')
    },
    pressMainButton() {
      if (state.mainButton.visible && state.mainButton.active) emit('main_button_pressed')
    },
    pressSecondaryButton() {
      if (state.secondaryButton.visible && state.secondaryButton.active) emit('secondary_button_pressed')
    },
    pressSettings() {
      if (state.settingsButton) emit('settings_button_pressed')
    },
    closePopup(buttonId) {
      state.popup = null
      emit('popup_closed', buttonId === undefined ? {} : { button_id: buttonId })
      host.changed?.(state, null)
    },
    setTheme(theme) {
      state.theme = theme
      emit('theme_changed', { theme_params: theme })
      host.changed?.(state, null)
    },
    setViewport(next) {
      viewport = { width: next.width, height: next.height }
      emitViewport()
    },
    setInsets(next) {
      safe = next.safe ?? safe
      content = next.content ?? content
      if (!atLeast('8.0')) return
      emit('safe_area_changed', safe)
      emit('content_safe_area_changed', content)
    },
    setVisible(visible) {
      state.visible = visible
      if (atLeast('8.0')) emit('visibility_changed', { is_visible: visible })
      host.changed?.(state, null)
    },
  }
}
