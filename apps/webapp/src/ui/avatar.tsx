import styles from './avatar.module.css'
import { sigilOf } from './sigil.ts'

/** Signs in a 24 × 24 box: sun, moon, tower, key, leaf, flame, wave, eye, arrow, star, mountain, hourglass. */
const signs = [
  'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4',
  'M15.5 4A8.5 8.5 0 1 0 20 15 7 7 0 0 1 15.5 4',
  'M7 20.5V9.5L5.5 8V4.5h3V6h2V4.5h3V6h2V4.5h3V8L17 9.5v11ZM10.5 20.5V16a1.5 1.5 0 0 1 3 0v4.5',
  'M8 4.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8M11 11.5l8 8M16 16.5l2.5-2.5M13.5 14l2-2',
  'M5 19C4 10 9 4 20 4c.5 11-5.5 16-14 14M5 20c2-5 5-8 9-10.5',
  'M12 3c4.5 4.5 6 7.5 6 11a6 6 0 0 1-12 0c0-2.5 1-4 2.5-5.5.5 2 1.5 2.5 2 2.5C11 8 10.5 5.5 12 3',
  'M3 9.5c3-3.5 6-3.5 9 0s6 3.5 9 0M3 15c3-3.5 6-3.5 9 0s6 3.5 9 0',
  'M3 12c5-7 13-7 18 0-5 7-13 7-18 0M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5',
  'M5 19 19 5M12 5h7v7M5 14v5h5',
  'M12 3l2.5 6.5L21 12l-6.5 2.5L12 21l-2.5-6.5L3 12l6.5-2.5Z',
  'M2.5 19 9 6.5l4 7 2.5-4 6 9.5ZM7 10.5l2 1.5 2-1.5',
  'M6 3.5h12M6 20.5h12M7.5 3.5c0 5 4.5 6 4.5 8.5s-4.5 3.5-4.5 8.5M16.5 3.5c0 5-4.5 6-4.5 8.5s4.5 3.5 4.5 8.5',
]

export interface AvatarProps {
  /** Any stable id; it decides colours and sign. */
  id: string
  /** Spoken name; without it the avatar is decoration beside a written name. */
  name?: string
  /** Pixels. */
  size?: number
  /** A dot at the lower edge. */
  presence?: 'online' | 'away'
}

/** A wax seal that belongs to an id. No picture is fetched. */
export function Avatar({ id, name, size = 40, presence }: AvatarProps) {
  const { from, to, angle, sign } = sigilOf(id, signs.length)
  return (
    <span
      className={styles.avatar}
      style={{
        width: size,
        height: size,
        background: `radial-gradient(circle at 32% 22%, rgb(255 244 220 / 38%), transparent 52%), linear-gradient(${angle}deg, hsl(${from} 48% 40%), hsl(${to} 52% 22%))`,
      }}
      {...(name === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': name })}
    >
      <svg width={size * 0.56} height={size * 0.56} viewBox="0 0 24 24" aria-hidden="true">
        <path d={signs[sign]} />
      </svg>
      {presence !== undefined && <i className={styles[presence]} />}
    </span>
  )
}
