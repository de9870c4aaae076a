import { useEffect } from 'react'
import { useText } from '../../i18n/use-text.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Cover } from '../../ui/cover.tsx'
import styles from './invite-letter.module.css'
import type { Preview } from './invite-view.tsx'
import { roleWords } from './role-words.ts'
import { useSystemName } from './use-system-name.ts'

/** The invitation itself: a letter with the cover of the campaign and a seal. */
export function InviteLetter({ preview, member }: { preview: Preview; member: boolean }) {
  const { t, dateTime } = useText()
  const system = useSystemName(preview.systemId)
  useEffect(() => {
    document.title = `${preview.campaignName} · RPG-Bot`
  }, [preview.campaignName])
  return (
    <div className={styles.page}>
      <article className={styles.letter}>
        <div className={styles.cover}>
          <Cover id={preview.campaignId} />
        </div>
        <span className={styles.seal}>
          <Avatar id={preview.gameMaster} size={72} />
        </span>
        <div className={styles.text}>
          <p className={styles.caller}>
            {member
              ? t('campaigns.invite.already')
              : t('campaigns.invite.calls', { name: preview.gameMaster })}
          </p>
          <h1>{preview.campaignName}</h1>
          {preview.summary !== '' && <p className={styles.summary}>{preview.summary}</p>}
          <dl className={styles.facts}>
            <div>
              <dt>{t('campaigns.invite.as')}</dt>
              <dd>{t(roleWords[preview.role])}</dd>
            </div>
            <div>
              <dt>{t('campaigns.invite.table')}</dt>
              <dd>{t('campaigns.people', { count: preview.memberCount })}</dd>
            </div>
            <div>
              <dt>{t('campaigns.field.system')}</dt>
              <dd>{system}</dd>
            </div>
          </dl>
          {!member && (
            <p className={styles.expiry}>
              {t('campaigns.invite.until', { time: dateTime(preview.expiresAt) })}
            </p>
          )}
        </div>
      </article>
    </div>
  )
}
