import styles from './pips.module.css'

/** Steps of training as dots, the filled ones first. */
export function Pips({ filled, of }: { filled: number; of: number }) {
  return (
    <span className={styles.pips} aria-hidden="true">
      {Array.from({ length: of }, (_, index) => (
        <i key={index} className={index < filled ? styles.filled : undefined} />
      ))}
    </span>
  )
}
