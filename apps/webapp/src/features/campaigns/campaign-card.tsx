import type { CSSProperties } from 'react'
import { Link } from 'wouter'
import { useText } from '../../i18n/use-text.ts'
import { classNames } from '../../ui/class-names.ts'
import { Cover } from '../../ui/cover.tsx'
import { coverNight } from '../../ui/cover-plan.ts'
import { Icon } from '../../ui/icon.tsx'
import styles from './campaign-card.module.css'
import type { Campaign } from './campaign-queries.ts'
import { RoleBadge } from './role-badge.tsx'

/** One campaign in the list, as the cover of a book. */
export function CampaignCard({ campaign }: { campaign: Campaign }) {
  const { t } = useText()
  const live = campaign.openSessionId !== null
  const archived = campaign.status === 'archived'
  return (
    <li>
      <Link
        href={`/${campaign.id}`}
        className={classNames(styles.card, live && styles.live, archived && styles.archived)}
      >
        <span className={styles.cover} style={{ '--night': coverNight(campaign.id) } as CSSProperties}>
          <Cover id={campaign.id} faded={archived} />
          {live && (
            <span className={styles.lamp}>
              <i aria-hidden="true" />
              {t('campaigns.evening.now')}
            </span>
          )}
          {archived && <span className={styles.lamp}>{t('campaigns.archived.badge')}</span>}
          <span className={styles.text}>
            <b>{campaign.name}</b>
            {campaign.summary !== '' && <span className={styles.summary}>{campaign.summary}</span>}
          </span>
        </span>
        <span className={styles.facts}>
          <RoleBadge role={campaign.role} />
          <span className={styles.people}>
            <Icon name="people" size={18} />
            {t('campaigns.people', { count: campaign.memberCount })}
          </span>
        </span>
      </Link>
    </li>
  )
}
