import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { useStore } from 'zustand'
import { useMe } from '../../app/auth/auth-context.ts'
import { useAction, useHoldClosing } from '../../app/platform-context.ts'
import { useText } from '../../i18n/use-text.ts'
import { Banner } from '../../ui/banner.tsx'
import { IconButton } from '../../ui/button.tsx'
import { Input } from '../../ui/field.tsx'
import type { Campaign, SheetField, System } from './character-queries.ts'
import { DeleteCharacter } from './delete-character.tsx'
import { pointerOf } from './field-value.ts'
import styles from './open-sheet.module.css'
import { wordsOfCode } from './problem-words.ts'
import { RollBar } from './roll-bar.tsx'
import { type Advantage, takesAdvantage } from './roll-expression.ts'
import { RollSheet } from './roll-sheet.tsx'
import { RollTray } from './roll-tray.tsx'
import { SheetContext, type SheetView } from './sheet-context.ts'
import { SheetHeader } from './sheet-header.tsx'
import { SheetSection } from './sheet-section.tsx'
import type { SheetDraft, VersionedCharacter } from './sheet-store.ts'
import { useRoll } from './use-roll.ts'
import { useSheetStore } from './use-sheet-store.ts'

export interface OpenSheetProps {
  campaign: Campaign
  latest: VersionedCharacter
  system: System
  draft: SheetDraft | null
  editing: boolean
}

/** A sheet at play or in the editor; both work on one store, which saves by itself. */
export function OpenSheet({ campaign, latest, system, draft, editing: asked }: OpenSheetProps) {
  const { t } = useText()
  const me = useMe()
  const [, navigate] = useLocation()
  const store = useSheetStore(latest, draft)
  const state = useStore(store)
  const { character } = state.server
  const mine = character.ownerId === me?.id || campaign.role === 'gm'
  const mayEdit = mine && campaign.status === 'active' && campaign.role !== 'spectator'
  const mayRoll = mine && campaign.capabilities.includes('roll.make')
  const editing = asked && mayEdit
  const dice = useRoll({ campaignId: campaign.id, characterId: character.id, flush: state.flush })
  const [advantage, setAdvantage] = useState<Advantage>('none')
  const [question, setQuestion] = useState<{ field: SheetField | null } | null>(null)
  const here = `/${campaign.id}/${character.id}`

  const throwDice = (field: SheetField, way: Advantage) => {
    void dice.roll({ field, advantage: way, visibility: dice.visibility })
    // Advantage is for one roll; forgotten, it would quietly bend all that follow.
    setAdvantage('none')
  }
  const view: SheetView = {
    document: state.document,
    derived: character.derived,
    faults: state.faults,
    sheetSchema: system.sheetSchema,
    defaultSheet: system.defaultSheet,
    editing,
    mayEdit,
    mayRoll,
    edit: (field, value) => state.edit(pointerOf(field), value),
    roll: (field) => throwDice(field, advantage),
    askRoll: (field) => setQuestion({ field }),
  }
  const hasD20 = useMemo(
    () =>
      system.layout.some(({ fields }) =>
        fields.some(({ roll }) => roll !== undefined && takesAdvantage(roll.expression)),
      ),
    [system],
  )
  useHoldClosing('sheet', state.autosave !== 'saved')
  useAction(
    'primary',
    editing ? { label: t('character.done'), onPress: () => navigate(here, { replace: true }) } : null,
  )

  return (
    <SheetContext value={view}>
      <div className={styles.page}>
        <SheetHeader
          character={character}
          name={state.document.name}
          campaignName={campaign.name}
          autosave={mayEdit ? state.autosave : null}
          actions={
            <>
              {mayEdit && !editing && (
                <IconButton
                  icon="edit"
                  label={t('character.edit')}
                  onClick={() => navigate(`${here}/edit`)}
                />
              )}
              <IconButton
                icon="party"
                label={t('character.to-table')}
                onClick={() => navigate(`~/party/${campaign.id}`)}
              />
            </>
          }
        />
        <div className={styles.sections}>
          {!mayEdit && (
            <Banner inset icon="eye">
              {t('character.read-only')}
            </Banner>
          )}
          {state.merged !== null && (
            <Banner
              inset
              icon="refresh"
              action={<IconButton icon="close" label={t('character.close')} onClick={state.dismissMerged} />}
            >
              {t('character.merged', { count: state.merged })}
            </Banner>
          )}
          {state.autosave === 'refused' && state.code !== null && (
            <Banner inset tone="danger">
              {t(wordsOfCode(state.code))}
            </Banner>
          )}
          {editing && (
            <Input
              label={t('character.name')}
              value={state.document.name}
              maxLength={80}
              onChange={(name) => state.edit('/name', name)}
              {...(state.document.name.trim() === '' && { error: t('character.name-needed') })}
            />
          )}
          {system.layout.map((section) => (
            <SheetSection key={section.id} section={section} />
          ))}
          {editing && <DeleteCharacter server={state.server} />}
          {editing && <p className={styles.licence}>{system.licence}</p>}
        </div>
        {mayRoll && !editing && (
          <div className={styles.dock}>
            <RollTray tray={dice.tray} onClear={dice.clear} />
            <RollBar
              withAdvantage={hasD20}
              advantage={advantage}
              onAdvantage={setAdvantage}
              visibility={dice.visibility}
              onVisibility={() => setQuestion({ field: null })}
            />
          </div>
        )}
      </div>
      <RollSheet
        open={question !== null}
        field={question?.field ?? null}
        onClose={() => setQuestion(null)}
        visibility={dice.visibility}
        onVisibility={dice.chooseVisibility}
        onRoll={(way) => {
          if (question?.field) throwDice(question.field, way)
          setQuestion(null)
        }}
      />
    </SheetContext>
  )
}
