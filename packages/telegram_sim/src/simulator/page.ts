import { clientVersions, platforms } from '../client/platform.ts'
import { type Persona, personas } from '../launch/persona.ts'
import { type SimulatorLanguage, type SimulatorTexts, simulatorTexts } from './texts.ts'

/** The page of the simulator: its texts in one language; the script swaps them. */
export function simulatorPage(language: SimulatorLanguage): string {
  const texts = simulatorTexts[language]
  const config = JSON.stringify({ texts: simulatorTexts, personas }).replaceAll('<', '\\u003c')
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${texts.title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/simulator/simulator.css">
<link rel="stylesheet" href="/simulator/phone.css">
<script type="application/json" id="config">${config}</script>
<script type="module" src="/simulator/simulator.js"></script>
</head>
<body>
<main class="room">
<form class="panel" id="controls" autocomplete="off">
<header><h1 data-text="title">${texts.title}</h1><p class="lead" data-text="lead">${texts.lead}</p></header>
<fieldset class="party"><legend data-text="players">${texts.players}</legend>
${personas.map((persona) => personaCard(persona, texts)).join('\n')}
</fieldset>
<div class="pair">
${choice({ name: 'theme', legend: 'theme' }, [option('light', texts.light, 'light'), option('dark', texts.dark, 'dark')], texts)}
${choice({ name: 'language', legend: 'language' }, [option('ru', 'Русский'), option('en', 'English')], texts)}
</div>
${choice(
  { name: 'platform', legend: 'client' },
  platforms.map((platform) => option(platform, platformTitles[platform])),
  texts,
)}
<div class="pair">
${choice(
  { name: 'version', legend: 'version' },
  clientVersions.map((version) => option(version, version)),
  texts,
)}
<label class="field"><span data-text="age">${texts.age}</span><select name="age">
<option value="0" data-text="ageFresh">${texts.ageFresh}</option>
<option value="7200" data-text="ageStale">${texts.ageStale}</option>
<option value="-3600" data-text="ageFuture">${texts.ageFuture}</option>
</select></label>
</div>
<label class="field"><span data-text="startParam">${texts.startParam}</span>
<input name="start_param" pattern="[A-Za-z0-9_\\-]*" maxlength="512" spellcheck="false" data-hint="startParamHint" placeholder="${texts.startParamHint}"></label>
<div class="actions"><button type="submit" class="primary" data-text="open">${texts.open}</button>
<button type="button" id="minimize" data-text="minimize">${texts.minimize}</button></div>
<details class="log"><summary data-text="log">${texts.log}</summary><ol id="log"></ol><p class="log-empty" id="log-empty" data-text="logEmpty">${texts.logEmpty}</p></details>
</form>
<section class="stage" aria-live="off">
<div class="device" id="device" data-platform="ios">
<div class="status" aria-hidden="true"><span id="clock">21:00</span><span class="island"></span><span class="signal">▂▄▆ ▮</span></div>
<div class="bar"><button type="button" id="back" class="bar-button"></button>
<div class="bar-title"><strong>RPG-Bot</strong><small data-text="miniApp">${texts.miniApp}</small></div>
<button type="button" id="settings" class="bar-button" hidden>⋯</button></div>
<div class="screen" id="screen"></div>
<div class="bottom" id="bottom" hidden><button type="button" id="secondary-button" class="native-button" hidden></button><button type="button" id="main-button" class="native-button" hidden></button></div>
<div class="indicator" aria-hidden="true"></div>
<div class="veil" id="closed" hidden><p data-text="closed">${texts.closed}</p><button type="button" id="reopen" class="primary" data-text="reopen">${texts.reopen}</button></div>
<div class="veil" id="popup" role="alertdialog" aria-labelledby="popup-message" hidden><div class="popup"><h2 id="popup-title" class="popup-title"></h2><p id="popup-message" class="popup-message"></p><div id="popup-buttons"></div></div></div>
</div>
</section>
</main>
</body>
</html>
`
}

const platformTitles = { ios: 'iOS', android: 'Android', tdesktop: 'Desktop', web: 'Web' } as const

type TextName = keyof SimulatorTexts

function personaCard(persona: Persona, texts: SimulatorTexts): string {
  const number = persona.key.replace(/\D/gu, '')
  const name = [persona.firstName, persona.lastName ?? ''].join(' ').trim()
  const role = persona.role === 'gm' ? texts.gm : texts.player.replace('{number}', number)
  const roleData = persona.role === 'gm' ? 'data-text="gm"' : `data-text="player" data-number="${number}"`
  return `<div class="persona" data-persona="${persona.key}"><label><input type="radio" name="persona" value="${persona.key}">
<span class="face" aria-hidden="true">${name.charAt(0)}</span><span class="who"><b>${name}</b><small ${roleData}>${role}</small></span></label>
<a target="_blank" rel="noopener" data-title="newTab" data-name="${name}" aria-label="${texts.newTab.replace('{name}', name)}">↗</a></div>`
}

function option(
  value: string,
  title: string,
  text?: TextName,
): { value: string; title: string; text: string } {
  return { value, title, text: text === undefined ? '' : ` data-text="${text}"` }
}

function choice(
  field: { name: string; legend: TextName },
  options: readonly ReturnType<typeof option>[],
  texts: SimulatorTexts,
): string {
  const radios = options.map(
    ({ value, title, text }) =>
      `<label><input type="radio" name="${field.name}" value="${value}"><span${text}>${title}</span></label>`,
  )
  return `<fieldset class="choice"><legend data-text="${field.legend}">${texts[field.legend]}</legend><div>${radios.join('')}</div></fieldset>`
}
