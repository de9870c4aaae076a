import { usePlatform } from '../../app/platform-context.ts'
import { useText } from '../../i18n/use-text.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { useToast } from '../../ui/toast.tsx'
import type { Invite } from './campaign-queries.ts'
import styles from './invite-card.module.css'
import { addressOf } from './invite-link.ts'
import { RoleBadge } from './role-badge.tsx'

export interface InviteCardProps {
  invite: Invite
  campaignName: string
  onRevoke: () => void
}

/** A living invite as a ticket: for whom, until when, how many seats are left. */
export function InviteCard({ invite, campaignName, onRevoke }: InviteCardProps) {
  const { t, dateTime } = useText()
  const platform = usePlatform()
  const toast = useToast()
  const address = addressOf(invite, window.location.origin)

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address)
      platform.haptic('success')
      toast(t('campaigns.invites.copied'), 'success')
    } catch {
      // The client forbids the clipboard; the address stands on the ticket to be marked by hand.
      platform.haptic('error')
      toast(t('campaigns.invites.not-copied'), 'danger')
    }
  }
  const share = async () => {
    const text = t('campaigns.invites.message', { name: campaignName })
    if (!(await platform.share({ text, url: address }))) await copy()
  }

  return (
    <li className={styles.ticket}>
      <div className={styles.head}>
        <RoleBadge role={invite.role} />
        <span>{t('campaigns.invites.until', { time: dateTime(invite.expiresAt) })}</span>
      </div>
      <p className={styles.address}>{address}</p>
      <div className={styles.uses}>
        <ProgressBar label={t('campaigns.invites.uses-label')} value={invite.uses} max={invite.maxUses} />
        <span>{t('campaigns.invites.uses', { uses: invite.uses, count: invite.maxUses })}</span>
      </div>
      <div className={styles.deeds}>
        <Button variant="secondary" icon="share" onClick={() => void share()}>
          {t('campaigns.invites.share')}
        </Button>
        <IconButton icon="copy" label={t('campaigns.invites.copy')} onClick={() => void copy()} />
        <IconButton icon="trash" label={t('campaigns.invites.revoke')} onClick={onRevoke} />
      </div>
    </li>
  )
}
