import { useLocation } from 'wouter'
import { problemOf } from '../../app/problem.ts'
import { useText } from '../../i18n/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorState } from '../../ui/state.tsx'
import { wordsOf } from './problem-words.ts'

/** A part of a page that did not load, with a way to try again. */
export function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useText()
  const { code, traceId } = problemOf(error)
  const [, navigate] = useLocation()
  const gone = code === 'campaign_not_found'
  return (
    <ErrorState
      illustration={gone ? 'door' : 'bridge'}
      title={gone ? t('campaigns.gone.title') : t('campaigns.failed')}
      text={t(wordsOf(error))}
      {...(traceId !== null && { note: t('auth.trace', { id: traceId }) })}
      actions={
        gone ? (
          <Button variant="secondary" onClick={() => navigate('/')}>
            {t('campaigns.start.home')}
          </Button>
        ) : (
          <Button icon="refresh" variant="secondary" onClick={onRetry}>
            {t('auth.retry')}
          </Button>
        )
      }
    />
  )
}
