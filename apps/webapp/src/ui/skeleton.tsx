import styles from './skeleton.module.css'

export interface SkeletonProps {
  /** Rows of a list; a row is an avatar and two lines. */
  rows?: number
  /** Said to readers while it is shown. */
  label: string
}

/** A list that is on its way. */
export function Skeleton({ rows = 4, label }: SkeletonProps) {
  return (
    <div className={styles.skeleton} role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={styles.row} aria-hidden="true">
          <i className={styles.disc} />
          <span>
            <i />
            <i />
          </span>
        </div>
      ))}
    </div>
  )
}

/** A block of any size that is on its way. Pixels, or any CSS length. */
export function SkeletonBlock({
  height,
  width = '100%',
}: {
  height: number | string
  width?: number | string
}) {
  return <div className={styles.block} style={{ height, width }} aria-hidden="true" />
}
