import type { ResultOf } from '@rpg-bot/rpg_sdk'
import { useEffect, useRef, useState } from 'react'
import { usePlatform } from '../../app/platform-context.ts'
import { useServices } from '../../app/services.ts'
import { useText } from '../../i18n/use-text.ts'
import { rollMood } from '../../ui/roll-view.ts'
import { useToast } from '../../ui/toast.tsx'
import type { SheetField } from './character-queries.ts'
import { wordsOf } from './problem-words.ts'
import { type Advantage, takesAdvantage, withAdvantage } from './roll-expression.ts'

export type Roll = ResultOf<'createRoll'>
export type Visibility = Roll['visibility']

/** `rolling` the dice are in the air · `landed` they lie on the table. */
export type TrayState =
  | { status: 'empty' }
  | { status: 'rolling'; label: string }
  | { status: 'landed'; roll: Roll }

export interface RollRequest {
  field: SheetField
  advantage: Advantage
  visibility: Visibility
}

const isVisibility = (value: string | null): value is Visibility =>
  value === 'public' || value === 'gm' || value === 'self'

/** Rolls with a character: the server throws, this shows. Numbers that are not saved yet are saved first. */
export function useRoll(options: { campaignId: string; characterId: string; flush: () => Promise<unknown> }) {
  const { campaignId, characterId, flush } = options
  const { t, locale } = useText()
  const { api } = useServices()
  const platform = usePlatform()
  const toast = useToast()
  const [tray, setTray] = useState<TrayState>({ status: 'empty' })
  const [visibility, setVisibility] = useState<Visibility>('public')
  const last = useRef(0)

  useEffect(() => {
    let here = true
    void platform.cache.get('rpg.roll-visibility').then((stored) => {
      if (here && isVisibility(stored)) setVisibility(stored)
    })
    return () => {
      here = false
    }
  }, [platform])

  const roll = async ({ field, advantage, visibility }: RollRequest): Promise<void> => {
    if (field.roll === undefined) return
    last.current += 1
    const turn = last.current
    const label = field.roll.label[locale]
    platform.haptic('impact-medium')
    setTray({ status: 'rolling', label })
    try {
      await flush()
      const landed = await api.rolls.create({
        path: { campaignId },
        body: {
          characterId,
          visibility,
          label,
          expression: takesAdvantage(field.roll.expression)
            ? withAdvantage(field.roll.expression, advantage)
            : field.roll.expression,
        },
      })
      // A later tap has taken the tray over.
      if (turn !== last.current) return
      setTray({ status: 'landed', roll: landed })
      const mood = rollMood(landed)
      platform.haptic(mood === 'crit' ? 'success' : mood === 'fumble' ? 'error' : 'impact-heavy')
    } catch (error) {
      if (turn !== last.current) return
      setTray({ status: 'empty' })
      platform.haptic('error')
      toast(t(wordsOf(error)), 'danger')
    }
  }

  return {
    tray,
    roll,
    visibility,
    clear: () => setTray({ status: 'empty' }),
    chooseVisibility(next: Visibility) {
      platform.haptic('selection')
      setVisibility(next)
      void platform.cache.set('rpg.roll-visibility', next)
    },
  }
}
