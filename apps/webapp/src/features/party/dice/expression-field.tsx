import type { DiceErrorCode } from '@rpg-bot/dice'
import { isProblem } from '@rpg-bot/rpg_sdk'
import { problemOf } from '../../../app/problem.ts'
import { useText } from '../../../i18n/use-text.ts'
import { Input } from '../../../ui/field.tsx'
import { refusalWords } from '../words.ts'
import { diceWords } from './dice-words.ts'
import styles from './expression-field.module.css'
import { aroundPosition, faultOfRefusal, type Reading, type RefusedExpression } from './read-expression.ts'

export interface ExpressionFieldProps {
  expression: string
  reading: Reading | null
  /** What the server answered to the last throw, if it refused. */
  problem: Error | null
  onType: (text: string) => void
}

/** The expression as text, how it will be understood, and what is wrong with it, where. */
export function ExpressionField({ expression, reading, problem, onType }: ExpressionFieldProps) {
  const { t } = useText()
  const fault = faultOf(reading, problem)
  const words =
    fault !== null
      ? t(diceWords[fault.code], { limit: fault.limit ?? 0 })
      : problem !== null
        ? t(refusalWords(problemOf(problem).code))
        : null
  return (
    <Input
      label={t('party.dice.expression')}
      placeholder="1d20 + 5"
      value={expression}
      onChange={onType}
      autoCapitalize="off"
      autoCorrect="off"
      spellCheck={false}
      {...(words === null
        ? {
            hint:
              reading?.ok === true
                ? t('party.dice.read-as', { printed: reading.printed })
                : t('party.dice.hint'),
          }
        : { error: <Fault words={words} expression={expression} position={fault?.position ?? null} /> })}
    />
  )
}

interface FaultProps {
  words: string
  expression: string
  position: number | null
}

function Fault({ words, expression, position }: FaultProps) {
  if (position === null) return words
  const { before, at, after } = aroundPosition(expression, position)
  return (
    <>
      {words}
      <code className={styles.place}>
        {before}
        <mark>{at === '' ? '␣' : at}</mark>
        {after}
      </code>
    </>
  )
}

type KnownFault = RefusedExpression & { code: DiceErrorCode }

/** What the preview found, else what the server found. */
function faultOf(reading: Reading | null, problem: Error | null): KnownFault | null {
  if (reading?.ok === false) return reading
  if (!isProblem(problem)) return null
  const refused = faultOfRefusal(problem.errors)
  if (refused === null || !Object.hasOwn(diceWords, refused.code)) return null
  return { ...refused, code: refused.code as DiceErrorCode }
}
