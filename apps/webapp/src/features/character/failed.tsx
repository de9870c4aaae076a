import { problemOf } from '../../app/problem.ts'
import { useText } from '../../i18n/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorState } from '../../ui/state.tsx'
import { wordsOf } from './problem-words.ts'

/** A page that did not load, with a way to try again unless it is gone for good. */
export function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useText()
  const { status, traceId } = problemOf(error)
  const gone = status === 404
  return (
    <ErrorState
      illustration={gone ? 'door' : 'bridge'}
      title={gone ? t('character.gone') : t('character.failed')}
      text={t(wordsOf(error))}
      {...(traceId !== null && { note: t('auth.trace', { id: traceId }) })}
      actions={
        gone ? undefined : (
          <Button icon="refresh" variant="secondary" onClick={onRetry}>
            {t('auth.retry')}
          </Button>
        )
      }
    />
  )
}
