import { drawButton, drawPopupButtons } from './buttons.js'
import { createClientCore } from './client-core.js'
import { inkOn } from './color.js'

const element = (id) => document.getElementById(id)
const device = element('device')
const screen = element('screen')

let client = null
let frame = null
let closeQuestion = false
let texts = {}

/** Texts of the phone's own controls. */
export function setPhoneTexts(next) {
  texts = next
  if (client !== null) draw(client.state)
}

/**
 * Opens a launch in a new frame, with a client of its own.
 *
 * @param launch what the server answered; @param log is told of every call of the app.
 */
export function openLaunch(launch, log) {
  const { url, persona, platform, version, themeParams } = launch
  const key = `telegram-sim:${persona}`
  closeQuestion = false
  frame?.remove()
  device.dataset.platform = platform
  device.classList.remove('with-bottom')
  frame = document.createElement('iframe')
  frame.title = texts.frame
  frame.src = url
  screen.append(frame)
  const opened = frame
  client = createClientCore(
    { platform, version, theme: themeParams, insets: { safe: safeInsets(false) }, viewport: size(opened) },
    {
      // An older frame may still be talking while it is being closed; its client has nobody to answer.
      emit: (type, data) => opened.contentWindow?.postMessage(message(type, data), location.origin),
      changed: (state, call) => {
        if (opened !== frame) return
        if (call !== null) notice(call, log)
        draw(state)
      },
      // For this tab only: the same person in two tabs is two phones.
      load: () => sessionStorage.getItem(key),
      save: (text) => sessionStorage.setItem(key, text),
    },
  )
  draw(client.state)
}

/** Changes the theme while the app is open. */
export function setPhoneTheme(themeParams) {
  client?.setTheme(themeParams)
}

/** Hides the app or brings it back; answers whether it is visible now. */
export function toggleVisible() {
  if (client === null) return true
  client.setVisible(!client.state.visible)
  return client.state.visible
}

function message(eventType, eventData) {
  return JSON.stringify({ eventType, eventData })
}

function size(opened) {
  return { width: opened.clientWidth, height: opened.clientHeight }
}

/** Native bottom buttons keep the app away from the home indicator. */
function safeInsets(hasBottom) {
  return { top: 0, right: 0, bottom: device.dataset.platform === 'ios' && !hasBottom ? 28 : 0, left: 0 }
}

function notice(call, log) {
  log(call)
  if (
    call.method === 'web_app_trigger_haptic_feedback' &&
    !matchMedia('(prefers-reduced-motion: reduce)').matches
  ) {
    device.animate([{ translate: '0' }, { translate: '3px' }, { translate: '-3px' }, { translate: '0' }], 120)
  }
  if (call.method === 'web_app_open_link') open(call.data.url, '_blank', 'noopener')
}

function draw(state) {
  const { theme } = state
  const header = state.headerColor ?? theme.header_bg_color ?? theme.bg_color
  const bottom =
    state.bottomBarColor ?? theme.bottom_bar_bg_color ?? theme.secondary_bg_color ?? theme.bg_color
  const colors = {
    header,
    'header-ink': inkOn(header),
    bottom,
    page: state.backgroundColor ?? theme.bg_color,
  }
  colors.sheet = theme.section_bg_color ?? theme.bg_color
  colors['sheet-ink'] = theme.text_color
  colors.link = theme.link_color
  colors.danger = theme.destructive_text_color ?? '#d14e4e'
  for (const [name, color] of Object.entries(colors)) device.style.setProperty(`--${name}`, color)

  element('back').textContent = state.backButton ? '‹' : '✕'
  element('back').setAttribute('aria-label', state.backButton ? texts.back : texts.close)
  element('settings').hidden = !state.settingsButton
  element('settings').setAttribute('aria-label', texts.settings)
  drawButton(element('main-button'), state.mainButton, theme)
  drawButton(element('secondary-button'), state.secondaryButton, {
    button_color: bottom,
    button_text_color: theme.link_color,
  })
  drawBottom(state.mainButton.visible || state.secondaryButton.visible)
  device.classList.toggle('minimized', !state.visible)
  if (state.closed) frame?.remove()
  element('closed').hidden = !state.closed
  drawPopup(state)
}

function drawBottom(visible) {
  element('bottom').hidden = !visible
  if (device.classList.contains('with-bottom') === visible) return
  device.classList.toggle('with-bottom', visible)
  client.setInsets({ safe: safeInsets(visible) })
}

function drawPopup(state) {
  const popup = closeQuestion ? closingPopup() : state.popup
  element('popup').hidden = popup === null
  if (popup === null) return
  element('popup-title').textContent = popup.title ?? ''
  element('popup-message').textContent = popup.message ?? ''
  const choose = closeQuestion ? answerCloseQuestion : (id) => client.closePopup(id)
  drawPopupButtons(element('popup-buttons'), popup.buttons ?? [], { texts, choose })
}

function closingPopup() {
  const buttons = [
    { id: 'stay', type: 'default', text: texts.stay },
    { id: 'close', type: 'destructive', text: texts.close },
  ]
  return { message: texts.closeQuestion, buttons }
}

function answerCloseQuestion(id) {
  closeQuestion = false
  if (id === 'close') client.receive('web_app_close')
  else draw(client.state)
}

element('back').addEventListener('click', () => {
  if (client === null) return
  if (client.state.backButton) client.pressBack()
  else if (client.state.closingConfirmation) {
    closeQuestion = true
    draw(client.state)
  } else client.receive('web_app_close')
})
element('settings').addEventListener('click', () => client?.pressSettings())
element('main-button').addEventListener('click', () => client?.pressMainButton())
element('secondary-button').addEventListener('click', () => client?.pressSecondaryButton())

new ResizeObserver(() => {
  if (client !== null && frame?.isConnected) client.setViewport(size(frame))
}).observe(screen)

// The app posts to its parent, but addressed to web.telegram.org, so a browser would drop the message. A frame of
// this origin calls the function it finds here.
globalThis.postMessage = (text) => {
  if (typeof text !== 'string') return
  const { eventType, eventData } = JSON.parse(text)
  client?.receive(eventType, eventData)
}
