import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useText } from '../../i18n/use-text.ts'
import { Cover } from '../../ui/cover.tsx'
import styles from './chooser.module.css'
import type { Campaign } from './party-queries.ts'

/** One table to choose: the landscape of its campaign, its name and what is going on there. */
export function TableCard({ campaign, children }: { campaign: Campaign; children: ReactNode }) {
  const { t } = useText()
  return (
    <Link href={`/${campaign.id}`} className={styles.card}>
      <span className={styles.cover}>
        <Cover id={campaign.id} faded={campaign.status === 'archived'} />
      </span>
      <span className={styles.told}>
        <strong>{campaign.name}</strong>
        <span className={styles.badges}>
          {children}
          <small>{t('party.chooser.members', { count: campaign.memberCount })}</small>
        </span>
      </span>
    </Link>
  )
}
