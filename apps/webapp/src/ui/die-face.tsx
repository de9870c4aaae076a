import { classNames } from './class-names.ts'
import styles from './die-face.module.css'

/** Outline and facets of a die in a 48 × 48 box, and where its number sits. */
interface Shape {
  outline: string
  /** The face towards the reader, lighter than the rest. */
  front: string
  facets: string
  centre: number
}

const shapes: Record<number, Shape> = {
  4: {
    outline: 'M24 4 45 41H3Z',
    front: 'M24 13 37.5 37h-27Z',
    facets: 'M24 4v9M45 41l-7.5-4M3 41l7.5-4',
    centre: 31,
  },
  6: {
    outline: 'M9 5h30l4 4v30l-4 4H9l-4-4V9Z',
    front: 'M10 10h28v28H10Z',
    facets: 'M9 5l1 5M39 5l-1 5M43 39l-5-1M9 43l1-5',
    centre: 25,
  },
  8: {
    outline: 'M24 2 44 24 24 46 4 24Z',
    front: 'M24 2 39 29H9Z',
    facets: 'M44 24l-5 5M4 24l5 5M9 29l15 17 15-17',
    centre: 22,
  },
  10: {
    outline: 'M24 2 46 21v6L24 46 2 27v-6Z',
    front: 'M24 4 35 26l-11 7-11-7Z',
    facets: 'M46 24l-11 2M2 24l11 2M24 33v13',
    centre: 22,
  },
  12: {
    outline: 'M24 2 37 6l8 11v14l-8 11-13 4-13-4-8-11V17L11 6Z',
    front: 'M24 11 36 20l-4.5 14h-15L12 20Z',
    facets: 'M24 2v9M45 17l-9 3M37 42l-5.5-8M11 42l5.5-8M3 17l9 3',
    centre: 24,
  },
  20: {
    outline: 'M24 2 43.5 13v22L24 46 4.5 35V13Z',
    front: 'M24 12 36 33H12Z',
    facets: 'M24 2v10M4.5 13 24 12l19.5 1M4.5 13 12 33l-7.5 2M43.5 13 36 33l7.5 2M12 33l12 13 12-13',
    centre: 27,
  },
}

const coin: Shape = {
  outline: 'M24 3a21 21 0 1 0 0 42 21 21 0 0 0 0-42',
  front: 'M24 8a16 16 0 1 0 0 32 16 16 0 0 0 0-32',
  facets: '',
  centre: 25,
}

export interface DieFaceProps {
  sides: number
  value: number
  /** False: it was rolled and does not count. */
  kept?: boolean
  /** `crit` shines, `fumble` smoulders. */
  mood?: 'plain' | 'crit' | 'fumble'
  /** Pixels. */
  size?: number
  /** Tumbles in, so many milliseconds after the card appears. */
  revealAfter?: number
  label?: string
}

/** One die showing one face. */
export function DieFace(props: DieFaceProps) {
  const { sides, value, kept = true, mood = 'plain', size = 40, revealAfter, label } = props
  const shape = shapes[sides === 100 ? 10 : sides] ?? coin
  const text = sides === 3 && value <= 1 ? (['−', '0', '+'][value + 1] ?? '') : String(value)
  return (
    <svg
      className={classNames(
        styles.die,
        !kept && styles.dropped,
        styles[mood],
        revealAfter !== undefined && styles.reveal,
      )}
      width={size}
      height={size}
      viewBox="0 0 48 48"
      {...(revealAfter !== undefined && { style: { animationDelay: `${revealAfter}ms` } })}
      role={label === undefined ? 'presentation' : 'img'}
      aria-hidden={label === undefined}
      aria-label={label}
    >
      <path className={styles.outline} d={shape.outline} />
      <path className={styles.front} d={shape.front} />
      <path className={styles.facets} d={shape.facets} />
      <text x="24" y={shape.centre} className={text.length > 2 ? styles.small : undefined}>
        {text}
      </text>
      {!kept && <path className={styles.strike} d="M6 42 42 6" />}
    </svg>
  )
}
