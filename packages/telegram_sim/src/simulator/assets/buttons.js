import { inkOn } from './color.js'

/** Draws a native bottom button as the client's state says. */
export function drawButton(element, button, theme) {
  const color = button.color ?? theme.button_color
  element.hidden = !button.visible
  element.disabled = !button.active
  element.textContent = button.progress ? '' : button.text
  element.classList.toggle('busy', button.progress)
  element.setAttribute('aria-busy', String(button.progress))
  element.style.setProperty('--face', color)
  element.style.setProperty('--ink', button.textColor ?? theme.button_text_color ?? inkOn(color))
}

/** Draws the buttons of a popup; `choose` gets the id of the pressed one. */
export function drawPopupButtons(container, buttons, { texts, choose }) {
  const titles = { ok: texts.ok, close: texts.close, cancel: texts.cancel }
  const elements = buttons.map((button) => {
    const element = document.createElement('button')
    element.type = 'button'
    element.className = 'popup-button'
    element.textContent = titles[button.type] ?? button.text ?? ''
    element.classList.toggle('destructive', button.type === 'destructive')
    element.addEventListener('click', () => choose(button.id ?? ''))
    return element
  })
  container.replaceChildren(...elements)
  elements[0]?.focus()
}
