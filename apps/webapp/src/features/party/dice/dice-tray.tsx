import type { PartyEvent } from '@rpg-bot/rpg_sdk/party'
import { useMutation } from '@tanstack/react-query'
import { useMemo, useReducer, useState } from 'react'
import { useHeldSwipes, usePlatform } from '../../../app/platform-context.ts'
import { useServices } from '../../../app/services.ts'
import { useText } from '../../../i18n/use-text.ts'
import { Button } from '../../../ui/button.tsx'
import { Input } from '../../../ui/field.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Sheet } from '../../../ui/sheet.tsx'
import { Segmented } from '../../../ui/tabs.tsx'
import type { TableCharacter } from '../table-facts.ts'
import { DiceRack } from './dice-rack.tsx'
import styles from './dice-tray.module.css'
import { ExpressionField } from './expression-field.tsx'
import { recentRolls } from './recent-rolls.ts'
import { emptyTray, nextTray, trayExpression } from './tray-state.ts'
import { useReading } from './use-reading.ts'

export interface DiceTrayProps {
  open: boolean
  onClose: () => void
  campaignId: string
  /** The character that rolls; its sheet gives the `@names`. */
  speaker: TableCharacter | null
  meId: string
  events: readonly PartyEvent[]
}

type Visibility = 'public' | 'gm' | 'self'

/** Dice within reach of a thumb: tap them together or type, and throw. The server rolls. */
export function DiceTray({ open, onClose, campaignId, speaker, meId, events }: DiceTrayProps) {
  const { t } = useText()
  const { api } = useServices()
  const platform = usePlatform()
  const [tray, change] = useReducer(nextTray, emptyTray)
  const [visibility, setVisibility] = useState<Visibility>('public')
  const [label, setLabel] = useState('')
  const expression = trayExpression(tray)
  const reading = useReading(expression, open)
  const recent = useMemo(() => (open ? recentRolls(events, meId, 4) : []), [open, events, meId])
  const roll = useMutation({
    mutationFn: (what: { expression: string; label: string }) =>
      api.rolls.create({
        path: { campaignId },
        body: {
          expression: what.expression,
          visibility,
          ...(speaker !== null && { characterId: speaker.id }),
          ...(what.label.trim() !== '' && { label: what.label.trim() }),
        },
      }),
    onSuccess() {
      change({ type: 'emptied' })
      setLabel('')
      onClose()
    },
    onError: () => platform.haptic('error'),
  })
  useHeldSwipes('dice-tray', open)
  const throwDice = (what: { expression: string; label: string }) => {
    platform.hideKeyboard()
    platform.haptic('impact-medium')
    roll.mutate(what)
  }
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t('party.dice.title')}
      footer={
        <Button
          icon="d20"
          busy={roll.isPending}
          disabled={expression.trim() === '' || reading?.ok === false}
          onClick={() => throwDice({ expression, label })}
        >
          {t('party.dice.throw')}
        </Button>
      }
    >
      {recent.length > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot scroll sideways everywhere.
        <div className={styles.recent} role="group" aria-label={t('party.dice.recent')}>
          {recent.map((again) => (
            <button
              key={`${again.label ?? ''} ${again.expression}`}
              type="button"
              disabled={roll.isPending}
              onClick={() => throwDice({ expression: again.expression, label: again.label ?? '' })}
            >
              <Icon name="refresh" size={14} />
              <span>
                {again.label !== null && <b>{again.label} </b>}
                {again.expression}
              </span>
            </button>
          ))}
        </div>
      )}
      <DiceRack tray={tray} change={change} />
      <ExpressionField
        expression={expression}
        reading={reading}
        problem={roll.error}
        onType={(text) => {
          roll.reset()
          change({ type: 'typed', text })
        }}
      />
      <Input
        label={t('party.dice.label')}
        placeholder={t('party.dice.label-example')}
        value={label}
        onChange={setLabel}
        maxLength={120}
      />
      <div className={styles.visibility}>
        <Segmented
          label={t('party.dice.visibility')}
          value={visibility}
          choices={[
            { value: 'public', label: t('party.dice.public') },
            { value: 'gm', label: t('party.dice.gm') },
            { value: 'self', label: t('party.dice.self') },
          ]}
          onChange={setVisibility}
        />
        <small>
          {visibility === 'public'
            ? t('party.dice.public-note')
            : visibility === 'gm'
              ? t('party.dice.gm-note')
              : t('party.dice.self-note')}
        </small>
      </div>
    </Sheet>
  )
}
