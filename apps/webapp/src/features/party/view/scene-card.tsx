import { useText } from '../../../i18n/use-text.ts'
import { classNames } from '../../../ui/class-names.ts'
import { Cover } from '../../../ui/cover.tsx'
import styles from './scene-card.module.css'

export interface SceneCardProps {
  /** Decides the landscape. */
  id: string
  title: string
  description: string
  fresh?: boolean
}

/** The curtain rises: where the party is now and what it sees there. */
export function SceneCard({ id, title, description, fresh = false }: SceneCardProps) {
  const { t } = useText()
  return (
    <article className={classNames(styles.scene, fresh && styles.fresh)}>
      <div className={styles.sight}>
        <Cover id={id} />
        <span className={styles.kind}>{t('party.scene.title')}</span>
      </div>
      <div className={styles.told}>
        <h3>{title}</h3>
        {description !== '' && <p>{description}</p>}
      </div>
    </article>
  )
}
