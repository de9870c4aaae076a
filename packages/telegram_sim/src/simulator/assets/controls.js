const form = document.getElementById('controls')
const remembered = ['theme', 'language', 'platform', 'version', 'age', 'start_param']
const defaults = { persona: 'gm', theme: 'light', platform: 'ios', version: '9.6', age: '0', start_param: '' }

/** What is chosen, by the names of the launch query. */
export function choices() {
  return Object.fromEntries(new FormData(form))
}

/** Puts the choices of the page's address, or the defaults, into the form. */
export function restoreChoices() {
  const query = new URLSearchParams(location.search)
  const language = document.documentElement.lang
  for (const [name, standard] of Object.entries({ ...defaults, language })) {
    const field = form.elements.namedItem(name)
    field.value = query.get(name) ?? standard
    if (field.value === '') field.value = standard
  }
}

/** Keeps the choices in the address, so that a reload or a shared link shows the same; updates the links of the others. */
export function rememberChoices() {
  const query = new URLSearchParams(choices())
  history.replaceState(null, '', `?${query}`)
  document.title = `${personaName(query.get('persona'))} · RPG-Bot`
  for (const card of document.querySelectorAll('[data-persona]')) {
    const own = new URLSearchParams([...query].filter(([name]) => remembered.includes(name)))
    own.set('persona', card.dataset.persona)
    card.querySelector('a').href = `/simulator?${own}`
  }
}

function personaName(key) {
  return document.querySelector(`[data-persona="${key}"] b`)?.textContent ?? ''
}

/** Swaps all texts of the page. */
export function setPageTexts(texts, language) {
  document.documentElement.lang = language
  for (const element of document.querySelectorAll('[data-text]')) {
    element.textContent = texts[element.dataset.text].replace('{number}', element.dataset.number)
  }
  for (const element of document.querySelectorAll('[data-hint]'))
    element.placeholder = texts[element.dataset.hint]
  for (const element of document.querySelectorAll('[data-title]')) {
    element.setAttribute('aria-label', texts[element.dataset.title].replace('{name}', element.dataset.name))
  }
}

/** Calls back with the name of the choice that changed, and with `null` for the button. */
export function onChoice(listener) {
  form.addEventListener('change', (event) => {
    if (event.target.name !== 'start_param') listener(event.target.name)
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    listener(null)
  })
}

const log = document.getElementById('log')
const empty = document.getElementById('log-empty')

/** Writes a call of the app at the top of the log. */
export function logCall(call, texts) {
  const line = document.createElement('li')
  const method = document.createElement('code')
  method.textContent = call.method
  const data = document.createElement('small')
  data.textContent = call.refused ? texts.refused : JSON.stringify(call.data)
  line.classList.toggle('refused', call.refused)
  line.append(method, data)
  log.prepend(line)
  while (log.children.length > 60) log.lastChild.remove()
  empty.hidden = true
}

/** Empties the log. */
export function clearLog() {
  log.replaceChildren()
  empty.hidden = false
}
