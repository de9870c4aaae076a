import { type ReactNode, useEffect } from 'react'
import { useText } from '../../i18n/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorState } from '../../ui/state.tsx'
import { usePlatformHost } from '../platform-context.ts'
import { useCountdown } from '../use-countdown.ts'
import { useReadable } from '../use-readable.ts'
import { useAuth } from './auth-context.ts'
import styles from './auth-gate.module.css'
import type { AuthState } from './auth-state.ts'
import { authWords, leftWords } from './auth-words.ts'

/** Shows the app to whoever is signed in; to everybody else, what is wrong and what to do about it. */
export function AuthGate({ children }: { children: ReactNode }) {
  const auth = useAuth()
  const state = useReadable(auth.state)
  useEffect(() => {
    const online = () => auth.send({ type: 'online' })
    window.addEventListener('online', online)
    return () => window.removeEventListener('online', online)
  }, [auth])
  if (state.status === 'signed-in') return children
  if (state.status === 'starting' || state.status === 'signing-in') return <Arriving />
  return <Stopped key={state.status} state={state} />
}

/** The same picture as the page before any script has run, so that nothing jumps. */
function Arriving() {
  const { t } = useText()
  return (
    <div className={styles.arriving} role="status">
      <i className={styles.light} aria-hidden="true" />
      <p>{t('auth.arriving')}</p>
    </div>
  )
}

type StoppedState = Exclude<AuthState, { status: 'starting' | 'signing-in' | 'signed-in' }>

function Stopped({ state }: { state: StoppedState }) {
  const { t } = useText()
  const auth = useAuth()
  const host = usePlatformHost()
  const words = state.status === 'signed-out' && state.reason === 'here' ? leftWords : authWords[state.status]
  const retry = () => auth.send({ type: 'retry' })
  const traceId = 'traceId' in state ? state.traceId : null
  return (
    <main className={styles.stopped}>
      <ErrorState
        full
        illustration={words.illustration}
        title={t(words.title)}
        text={t(words.text)}
        actions={
          <>
            {'until' in state && <WaitButton until={state.until} onReady={retry} />}
            {(state.status === 'offline' || state.status === 'unavailable' || state.status === 'failed') && (
              <Button icon="refresh" onClick={retry}>
                {t('auth.retry')}
              </Button>
            )}
            {state.status === 'signed-out' && <Button onClick={retry}>{t('auth.sign-in')}</Button>}
            {state.status === 'reopen' && host.name === 'telegram' && (
              <Button onClick={host.close}>{t('auth.close')}</Button>
            )}
          </>
        }
        {...(traceId !== null && { note: t('auth.trace', { id: traceId }) })}
      />
    </main>
  )
}

/** Counts down, then tries by itself; the button tells how long that takes. */
function WaitButton({ until, onReady }: { until: number; onReady: () => void }) {
  const { t } = useText()
  const seconds = useCountdown(until)
  useEffect(() => {
    if (seconds === 0) onReady()
  }, [seconds, onReady])
  return (
    <Button variant="secondary" disabled>
      {t('auth.wait', { seconds })}
    </Button>
  )
}
