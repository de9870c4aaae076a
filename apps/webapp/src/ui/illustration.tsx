import type { ReactNode } from 'react'
import styles from './illustration.module.css'

export type IllustrationName = 'lantern' | 'map' | 'campfire' | 'door' | 'hourglass' | 'bridge'

/**
 * Small drawings in a 160 × 120 box. Classes: `g` glow, `b` filled with brass, `s` filled with the surface,
 * `f` flame, everything else a line in ink.
 */
const drawings: Record<IllustrationName, ReactNode> = {
  lantern: (
    <>
      <circle className={styles.g} cx="80" cy="64" r="52" />
      <path d="M80 8v10M68 30a12 12 0 0 1 24 0M22 108h36M102 108h40" />
      <path className={styles.b} d="M62 30h36l5 9H57ZM57 94h46l5 9H52Z" />
      <path className={styles.s} d="M60 39h40v55H60Z" />
      <path className={styles.f} d="M80 50c9 11 12 17 12 24a12 12 0 0 1-24 0c0-7 3-13 12-24" />
      <path d="M80 66c4 5 5 8 5 11a5 5 0 0 1-10 0c0-3 1-6 5-11M60 39v55M100 39v55M36 60h6M118 60h6M44 34l5 4M116 34l-5 4" />
    </>
  ),
  map: (
    <>
      <circle className={styles.g} cx="80" cy="60" r="50" />
      <path className={styles.s} d="M26 30 62 18l36 12 36-12v72L98 102 62 90 26 102Z" />
      <path d="M62 18v72M98 30v72M38 84l8-8M54 70l2-2M72 62h8M88 66l4 4M106 78l6 4" />
      <path className={styles.b} d="M118 40c7 0 11 5 11 10 0 8-11 18-11 18s-11-10-11-18c0-5 4-10 11-10" />
      <circle className={styles.s} cx="118" cy="51" r="3.5" />
      <path d="M36 46l6-9 6 9ZM45 51l5-8 5 8ZM76 44c4-4 8-4 12 0s8 4 12 0M72 84l6 6M78 84l-6 6" />
    </>
  ),
  campfire: (
    <>
      <circle className={styles.g} cx="80" cy="70" r="54" />
      <path d="M14 104h132M24 104l6-22 6 22M124 104l8-30 8 30M30 70v6M132 58v8M58 12h.1M104 18h.1M36 34h.1M122 32h.1M80 6h.1" />
      <path
        className={styles.f}
        d="M80 34c16 18 24 28 24 42a24 24 0 0 1-48 0c0-8 4-15 10-20 1 7 4 10 7 10 1-12 1-21 7-32"
      />
      <path className={styles.s} d="M80 68c7 8 10 12 10 18a10 10 0 0 1-20 0c0-6 3-10 10-18" />
      <path className={styles.b} d="M48 92 110 104l-2 7-62-12ZM112 92 50 104l2 7 62-12Z" />
    </>
  ),
  door: (
    <>
      <circle className={styles.g} cx="80" cy="62" r="52" />
      <path className={styles.s} d="M46 108V52a34 34 0 0 1 68 0v56Z" />
      <path d="M28 108h104M56 108V54a24 24 0 0 1 48 0v54M80 30v78M56 70h48M36 52h10M36 72h10M36 92h10M114 52h10M114 72h10M114 92h10" />
      <path className={styles.b} d="M70 72h20v18H70Z" />
      <path d="M74 72v-5a6 6 0 0 1 12 0v5M80 79v5" />
    </>
  ),
  hourglass: (
    <>
      <circle className={styles.g} cx="80" cy="60" r="52" />
      <path className={styles.s} d="M56 20h48c0 24-20 28-20 40s20 16 20 40H56c0-24 20-28 20-40S56 44 56 20" />
      <path className={styles.b} d="M48 12h64v8H48ZM48 100h64v8H48Z" />
      <path
        className={styles.f}
        d="M64 36h32c-4 10-12 14-16 22-4-8-12-12-16-22M60 100c2-10 12-16 20-18 8 2 18 8 20 18Z"
      />
      <path d="M80 62v14M52 20v80M108 20v80" />
    </>
  ),
  bridge: (
    <>
      <circle className={styles.g} cx="80" cy="56" r="50" />
      <path className={styles.s} d="M8 70h46l8 8-6 10 4 20H8ZM152 70h-42l-6 10 4 8-4 20h48Z" />
      <path d="M8 84h14M30 84h22M8 97h30M114 84h38M120 97h16M58 116h8M74 112h12M94 117h8M22 70V52M44 70V54M136 70V52M114 70V58M22 54c8 6 14 6 22 2M136 54c-8 6-14 8-22 6" />
      <path className={styles.b} d="M74 86l7-3 3 6-7 4ZM90 94l5 4-4 5-5-3ZM66 98l5 1-1 5-5-1Z" />
      <path d="M72 26c4-6 8-6 10 0 2-6 6-6 10 0M104 40c3-4 6-4 7 0 1-4 4-4 7 0" />
    </>
  ),
}

/** A small drawing for an empty or troubled screen. Decoration only. */
export function Illustration({ name }: { name: IllustrationName }) {
  return (
    <svg className={styles.illustration} width="176" height="132" viewBox="0 0 160 120" aria-hidden="true">
      {drawings[name]}
    </svg>
  )
}
