import { type CSSProperties, useEffect } from 'react'
import { useText } from '../../i18n/use-text.ts'
import { Cover } from '../../ui/cover.tsx'
import { coverNight } from '../../ui/cover-plan.ts'
import styles from './campaign-hero.module.css'
import type { Campaign } from './campaign-queries.ts'
import { RoleBadge } from './role-badge.tsx'

/** The cover over the whole width with the name on it. */
export function CampaignHero({
  campaign,
}: {
  campaign: Pick<Campaign, 'id' | 'name' | 'status' | 'role' | 'memberCount'>
}) {
  const { t } = useText()
  useEffect(() => {
    document.title = `${campaign.name} · RPG-Bot`
  }, [campaign.name])
  return (
    <header className={styles.hero} style={{ '--night': coverNight(campaign.id) } as CSSProperties}>
      <Cover id={campaign.id} faded={campaign.status === 'archived'} />
      <div className={styles.text}>
        <h1>{campaign.name}</h1>
        <p className={styles.facts}>
          <span className={styles.role}>
            <RoleBadge role={campaign.role} />
          </span>
          {campaign.status === 'archived'
            ? t('campaigns.archived.badge')
            : t('campaigns.people', { count: campaign.memberCount })}
        </p>
      </div>
    </header>
  )
}
