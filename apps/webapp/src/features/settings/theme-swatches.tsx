import styles from './settings.module.css'

/** The colours of the moment, as little enamel drops. */
export function ThemeSwatches() {
  return (
    <span className={styles.swatches} aria-hidden="true">
      <i className={styles.page} />
      <i className={styles.surface} />
      <i className={styles.brass} />
      <i className={styles.verdigris} />
    </span>
  )
}
