import '../ui/tokens.css'
import '../ui/base.css'
import { createRoot } from 'react-dom/client'
import { App } from '../app/app.tsx'
import { type AuthState, nextAuthState } from '../app/auth/auth-state.ts'
import { problemOf } from '../app/problem.ts'
import { createTestParts } from '../app/testing.ts'
import { applyTheme, readTheme } from '../platform/theme.ts'
import { KitchenSink } from './kitchen-sink.tsx'
import { telegramThemes } from './telegram-themes.ts'

// Dev only: `/kit.html?screen=sink|app|auth&state=…&lang=ru&scheme=dark&theme=ios&path=/settings&degraded=1`.
const query = new URLSearchParams(window.location.search)
const scheme = query.get('scheme') === 'light' ? 'light' : 'dark'
const locale = query.get('lang') === 'en' ? 'en' : 'ru'
const screen = query.get('screen') ?? 'sink'

function stateOf(name: string): AuthState {
  const means = { launch: true, stored: false }
  const attempt: AuthState = { status: 'signing-in', way: 'launch', means }
  if (name === 'offline') return { status: 'offline', way: 'launch', means }
  if (name === 'signed-out') return { status: 'signed-out', reason: 'elsewhere', means }
  if (name === 'left') return { status: 'signed-out', reason: 'here', means }
  if (name === 'arriving') return attempt
  const status = name.endsWith('limit') ? 429 : name === 'unavailable' ? 503 : 401
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
  const problem = problemOf({ code: name, status, retryAfterMs: 42_000, traceId })
  return nextAuthState(attempt, { type: 'refused', problem, now: Date.now(), online: true })
}

const parts = createTestParts({
  locale,
  platform: { scheme },
  ...(screen === 'auth' && { state: stateOf(query.get('state') ?? 'arriving') }),
  ...(query.has('degraded') && { answers: { 'GET /v1/status': { status: 'degraded' } } }),
  ...(query.has('reconnecting') && { connection: 'reconnecting' }),
})
const theme = readTheme(telegramThemes[`${query.get('theme') ?? 'none'}-${scheme}`], scheme)
applyTheme(theme, document.documentElement)
parts.host.theme.set(theme)

if (screen === 'sink') {
  createRoot(document.getElementById('root') ?? document.body).render(<KitchenSink parts={parts} />)
} else {
  window.history.replaceState(null, '', query.get('path') ?? '/')
  createRoot(document.getElementById('root') ?? document.body).render(<App {...parts} />)
}
