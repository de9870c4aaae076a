import { useState } from 'react'
import { useText } from '../../i18n/use-text.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { Segmented } from '../../ui/tabs.tsx'
import type { Member } from './campaign-queries.ts'
import styles from './member-sheet.module.css'
import { roleWords } from './role-words.ts'
import { useMemberChanges } from './use-member-changes.ts'

export interface MemberSheetProps {
  campaignId: string
  /** Null closes the sheet. */
  member: Member | null
  onClose: () => void
}

/** What a game master can do about a person: another role, the game itself, the door. Each asks once more. */
export function MemberSheet({ campaignId, member, onClose }: MemberSheetProps) {
  const { t } = useText()
  const [question, setQuestion] = useState<'none' | 'transfer' | 'remove'>('none')
  const changes = useMemberChanges(campaignId, onClose)
  const name = member?.displayName ?? ''
  return (
    <Sheet
      open={member !== null}
      onClose={onClose}
      title={
        question === 'transfer'
          ? t('campaigns.transfer.title')
          : question === 'remove'
            ? t('campaigns.remove.title')
            : name
      }
      {...(question !== 'none' && {
        footer: (
          <>
            <Button variant="quiet" onClick={() => setQuestion('none')}>
              {t('campaigns.cancel')}
            </Button>
            <Button
              variant={question === 'remove' ? 'danger' : 'primary'}
              busy={changes.pending}
              onClick={() => {
                if (member === null) return
                if (question === 'remove') changes.remove(member)
                else changes.transfer(member)
              }}
            >
              {question === 'remove' ? t('campaigns.remove.confirm') : t('campaigns.transfer.confirm')}
            </Button>
          </>
        ),
      })}
    >
      {member !== null && (
        <div className={styles.person}>
          <Avatar id={member.userId} size={56} />
          <p>
            {question === 'transfer' && t('campaigns.transfer.text', { name })}
            {question === 'remove' && t('campaigns.remove.text', { name })}
            {question === 'none' && t('campaigns.members.role-text')}
          </p>
        </div>
      )}
      {member !== null && question === 'none' && (
        <>
          <Segmented
            label={t('campaigns.members.role')}
            value={member.role === 'spectator' ? 'spectator' : 'player'}
            disabled={changes.pending}
            choices={[
              { value: 'player', label: t(roleWords.player) },
              { value: 'spectator', label: t(roleWords.spectator) },
            ]}
            onChange={(role) => changes.setRole({ member, role })}
          />
          <div className={styles.deeds}>
            <Button variant="secondary" icon="crown" wide onClick={() => setQuestion('transfer')}>
              {t('campaigns.transfer.action')}
            </Button>
            <Button variant="danger" icon="leave" wide onClick={() => setQuestion('remove')}>
              {t('campaigns.remove.action')}
            </Button>
          </div>
        </>
      )}
    </Sheet>
  )
}
