import { Link } from 'wouter'
import { useText } from '../../i18n/use-text.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Cover } from '../../ui/cover.tsx'
import type { CharacterSummary } from './character-queries.ts'
import styles from './hero-card.module.css'

export interface HeroCardProps {
  character: CharacterSummary
  /** Belongs to the person who looks. */
  mine: boolean
  /** Who plays it. */
  owner?: string | undefined
}

/** One character as a card: seal, name, who plays it. */
export function HeroCard({ character, mine, owner }: HeroCardProps) {
  const { t } = useText()
  return (
    <li>
      <Link href={`/${character.campaignId}/${character.id}`} className={styles.card}>
        <span className={styles.scene}>
          <Cover id={character.id} />
        </span>
        <span className={styles.seal}>
          <Avatar id={character.id} size={64} />
        </span>
        <b>{character.name}</b>
        <span className={styles.owner}>
          {mine ? <Badge tone="moss">{t('character.mine')}</Badge> : owner}
        </span>
      </Link>
    </li>
  )
}
