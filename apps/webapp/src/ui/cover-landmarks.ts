/** Something that stands in the foreground, in a 100 × 100 box; its foot is at y = 100. */
export interface Landmark {
  name: string
  /** Filled with the colour of the foreground. */
  silhouette: string
  /** Lines in the same colour. */
  lines?: string
  /** Lit windows and fires. */
  lights: string
  /** Where the light comes from that lies on the land around. */
  glow: readonly [x: number, y: number]
  /** A lamp that throws two beams. */
  beams?: true
  /** Stands in water. */
  water?: true
}

export const landmarks: readonly Landmark[] = [
  {
    name: 'lighthouse',
    silhouette:
      'M20 100c6-8 16-10 22-10L46 38h-3v-4h3V24h8v10h3v4h-3l4 52c8 0 18 2 24 10ZM43.5 24 50 13l6.5 11Z',
    lines: 'M50 13V7',
    lights: 'M47 25h6v8h-6ZM48.5 50h3v5h-3ZM48.5 66h3v5h-3Z',
    glow: [50, 29],
    beams: true,
    water: true,
  },
  {
    name: 'castle',
    silhouette:
      'M2 100V58H0v-9h4v4h4v-4h4v4h4v-4h4v9h-2v10h12V40h-2v-9h4v4h4v-4h4v4h4v-4h4v9h-2v28h14V52h-2v-9h4v4h4v-4h4v4h4v-4h4v9h-2v16h10v-8l7-14 7 14v40ZM31 31l11-19 11 19ZM65 43l11-16 11 16Z',
    lines: 'M42 12V2M76 27v-8M42 2.5h7M76 19.5h6',
    lights: 'M8 66h3v6H8ZM40 48h4v8h-4ZM74 60h3v7h-3ZM40 84a4 4 0 0 1 8 0v16h-8ZM91 66h2.5v5H91Z',
    glow: [44, 84],
  },
  {
    name: 'ship',
    silhouette: 'M8 76c10 4 20 4 30 4h34c8 0 14-3 20-8-2 12-8 20-16 24H26C16 92 10 86 8 76Z',
    lines: 'M36 80V22M62 80V12M92 72 104 64M62 12l32 58M36 22 12 76',
    lights: 'M30 85h3.5v4H30ZM44 85h3.5v4H44ZM58 85h3.5v4H58Z',
    glow: [50, 86],
    water: true,
  },
  {
    name: 'tree',
    silhouette:
      'M44 100c4-10 5-22 3-34-8-2-14-6-18-12-8 2-17-3-17-12 0-8 6-13 13-13 0-10 8-17 18-16 6-9 22-9 27 1 11-1 18 8 16 18 7 3 9 12 4 18-4 6-11 7-16 5-4 6-10 9-17 10-2 12 0 24 5 35Z',
    lines: 'M48 66c-4-8-8-12-14-16M54 64c2-10 8-16 14-20',
    lights: 'M36 57h3v6h-3ZM72 52h3v6h-3ZM55 70h3v6h-3Z',
    glow: [56, 66],
  },
  {
    name: 'stones',
    silhouette:
      'M8 100V58l11-2v44ZM33 100V54l11-1v47ZM4 57 48 52l-1-9L5 48ZM58 100l2-46 9-5 5 51ZM82 100V68l10-4 2 36ZM20 100l4-13 7 13Z',
    lights: 'M24 76l3 7-3 3-3-3Z',
    glow: [25, 82],
  },
  {
    name: 'windmill',
    silhouette:
      'M38 100l6-48c0-9 14-9 14 0l6 48ZM49 46 16 22l4-6ZM53 44 77 10l6 4ZM55 50l32 24-4 6ZM51 52 27 86l-6-4Z',
    lights: 'M48 62h4v6h-4ZM47 84h7v16h-7Z',
    glow: [51, 88],
  },
  {
    name: 'camp',
    silhouette: 'M0 100 26 54l4-2 4 2 24 46ZM62 100 80 66l4-2 4 2 16 34Z',
    lines: 'M30 52l-4-7M30 52l4-7M84 64l-3-6M84 64l3-6',
    lights: 'M22 100c1-16 4-26 8-36 5 10 8 20 9 36ZM60 88c5 5 6 8 6 12H54c0-5 2-8 6-12Z',
    glow: [58, 94],
  },
  {
    name: 'bridge',
    silhouette:
      'M-30 60h160v40h-8a22 26 0 0 0-44 0h-8a22 26 0 0 0-44 0H18a22 26 0 0 0-44 0h-4ZM0 60V36h3v24ZM48 60V32h3v28ZM97 60V36h3v24Z',
    lights: 'M-1 30h5v6h-5ZM47 26h5v6h-5ZM96 30h5v6h-5Z',
    glow: [49, 30],
    water: true,
  },
]
