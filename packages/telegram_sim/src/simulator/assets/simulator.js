import {
  choices,
  clearLog,
  logCall,
  onChoice,
  rememberChoices,
  restoreChoices,
  setPageTexts,
} from './controls.js'
import { openLaunch, setPhoneTexts, setPhoneTheme, toggleVisible } from './phone.js'

const config = JSON.parse(document.getElementById('config').textContent)
const minimize = document.getElementById('minimize')
const closed = document.getElementById('closed')

const textsNow = () => config.texts[choices().language]

function setTexts() {
  const texts = textsNow()
  setPageTexts(texts, choices().language)
  setPhoneTexts(texts)
}

async function fetchLaunch() {
  const response = await fetch(`/simulator/launch?${new URLSearchParams(choices())}`)
  const body = await response.json()
  if (!response.ok) throw new Error(body.detail ?? body.title)
  return body
}

/** The phone of one person holds nothing of the person before, but for what each client stored. */
function forgetOtherPersons() {
  for (const key of Object.keys(sessionStorage)) {
    if (!key.startsWith('telegram-sim:')) sessionStorage.removeItem(key)
  }
}

async function launch() {
  rememberChoices()
  clearLog()
  minimize.textContent = textsNow().minimize
  try {
    openLaunch(await fetchLaunch(), (call) => logCall(call, textsNow()))
  } catch (error) {
    closed.hidden = false
    closed.firstElementChild.textContent = textsNow().failed.replace('{reason}', error.message)
  }
}

onChoice(async (name) => {
  if (name === 'language') setTexts()
  if (name === 'persona') forgetOtherPersons()
  if (name !== 'theme') return launch()
  rememberChoices()
  setPhoneTheme((await fetchLaunch()).themeParams)
})

minimize.addEventListener('click', () => {
  minimize.textContent = toggleVisible() ? textsNow().minimize : textsNow().restore
})
document.getElementById('reopen').addEventListener('click', launch)

const clock = document.getElementById('clock')
const tick = () => {
  clock.textContent = new Date().toLocaleTimeString('ru', { hour: '2-digit', minute: '2-digit' })
}
tick()
setInterval(tick, 10_000)

restoreChoices()
setTexts()
launch()
