import { type Landmark, landmarks } from './cover-landmarks.ts'
import { seededNumbers } from './seeded-numbers.ts'

/** Size of the drawing's own coordinates. */
export const coverWidth = 400
export const coverHeight = 220

/** Pigments of one time of day: sky from above to the horizon, its light, land from far to near, lamps. */
interface Palette {
  sky: readonly [string, string, string]
  light: string
  land: readonly [string, string, string]
  lamp: string
}

const palettes: readonly Palette[] = [
  {
    sky: ['#1a2350', '#74436b', '#e88a52'],
    light: '#ffe0ab',
    land: ['#7d4c62', '#40304f', '#15132a'],
    lamp: '#ffd27f',
  },
  {
    sky: ['#04141f', '#0d4a58', '#3fb3a4'],
    light: '#c9fff2',
    land: ['#1d6068', '#0f3d49', '#04161f'],
    lamp: '#ffdc93',
  },
  {
    sky: ['#1d0a12', '#7a2320', '#e8743a'],
    light: '#ffd08a',
    land: ['#75302a', '#44191c', '#18080d'],
    lamp: '#ffd980',
  },
  {
    sky: ['#2d5560', '#93ae8a', '#f3dca0'],
    light: '#fff6d6',
    land: ['#8aa07a', '#4d6f57', '#182b28'],
    lamp: '#ffe7a8',
  },
  {
    sky: ['#0d0a2b', '#3d2a78', '#b077c0'],
    light: '#f6e2ff',
    land: ['#573c86', '#2f2258', '#0f0a26'],
    lamp: '#ffdc93',
  },
  {
    sky: ['#12304f', '#5d8fb5', '#d6e6ee'],
    light: '#ffffff',
    land: ['#87a6bf', '#496a8b', '#142640'],
    lamp: '#ffd992',
  },
  {
    sky: ['#3b2a66', '#b5607a', '#ffc07a'],
    light: '#fff3cb',
    land: ['#bd7450', '#7d463d', '#2a1722'],
    lamp: '#ffe4a1',
  },
  {
    sky: ['#0e0715', '#4a1238', '#b5384a'],
    light: '#ffb08d',
    land: ['#551a3a', '#301029', '#0f0512'],
    lamp: '#ffc878',
  },
]

export interface CoverPlan {
  palette: Palette
  /** Sun or moon. */
  orb: { x: number; y: number; radius: number; crescent: boolean }
  stars: readonly { x: number; y: number; radius: number }[]
  /** Closed paths, far to near. */
  ridges: readonly [string, string, string]
  landmark: Landmark
  /** Where the landmark's foot stands, and how large it is; mirrored or not. */
  place: { x: number; y: number; scale: number; mirrored: boolean }
  /** A flock far away. */
  birds: readonly { x: number; y: number; scale: number }[]
  /** Height of the water's edge; null on dry land. */
  shore: number | null
}

/** Colour of the darkest land in the cover of an id: words laid over the picture stand on it. */
export function coverNight(id: string): string {
  return coverPlan(id).palette.land[2]
}

/** What the cover of an id shows. The same id gives the same picture on every device. */
export function coverPlan(id: string): CoverPlan {
  const next = seededNumbers(id)
  const between = (low: number, high: number) => low + next() * (high - low)
  const palette = pick(palettes, next())
  const landmark = pick(landmarks, next())
  const mirrored = next() < 0.5
  const x = mirrored ? between(80, 130) : between(270, 320)
  const shore = landmark.water === true ? between(156, 164) : null
  const near = between(172, 182)
  const foot = shore === null ? near : shore + 14
  return {
    palette,
    landmark,
    shore,
    place: { x, y: foot, scale: between(0.86, 1.08), mirrored },
    orb: {
      x: coverWidth - x + between(-30, 30),
      y: between(56, 92),
      radius: between(17, 27),
      crescent: next() < 0.34,
    },
    stars: Array.from({ length: 34 }, () => ({
      x: round(between(0, coverWidth)),
      y: round(between(0, 108)),
      radius: round(between(0.35, 1.15)),
    })),
    ridges: [
      peaks({ next, base: between(124, 134), height: between(44, 62), step: 34 }),
      hills({ next, base: between(146, 154), height: 18, step: 66 }),
      shore === null
        ? hills({ next, base: near, height: 9, step: 92, level: x })
        : hills({ next, base: 206, height: 8, step: 80 }),
    ],
    birds: Array.from({ length: 3 }, (_, index) => ({
      x: round(between(150, 250) + index * 13),
      y: round(between(40, 74)),
      scale: round(between(0.3, 0.55)),
    })),
  }
}

interface RidgeOptions {
  next: () => number
  /** Height of the valleys, from above. */
  base: number
  /** How far the highest summit stands out. */
  height: number
  /** Distance between points. */
  step: number
  /** The ground is level around this place, so that something can stand there. */
  level?: number
}

function peaks({ next, base, height, step }: RidgeOptions): string {
  let path = `M-10 ${coverHeight}`
  let up = false
  for (let x = -10; x <= coverWidth + step; x += step * (0.5 + next() * 0.7)) {
    up = !up
    path += `L${round(x)} ${round(up ? base - height * (0.35 + 0.65 * next()) : base - height * 0.22 * next())}`
  }
  return `${path}V${coverHeight}Z`
}

function hills({ next, base, height, step, level }: RidgeOptions): string {
  const points: [number, number][] = []
  for (let x = -step; x <= coverWidth + step; x += step) {
    const flat = level !== undefined && Math.abs(x - level) < step * 0.8
    points.push([x, flat ? base : base - height * (next() - 0.4)])
  }
  const [first = [0, base] as [number, number]] = points
  let path = `M${first[0]} ${coverHeight}L${first[0]} ${round(first[1])}`
  for (let index = 1; index < points.length; index += 1) {
    const [x0, y0] = points[index - 1] ?? first
    const [x1, y1] = points[index] ?? first
    const middle = (x0 + x1) / 2
    path += `C${round(middle)} ${round(y0)} ${round(middle)} ${round(y1)} ${round(x1)} ${round(y1)}`
  }
  return `${path}V${coverHeight}Z`
}

function pick<T>(list: readonly T[], share: number): T {
  const item = list[Math.floor(share * list.length)]
  if (item === undefined) throw new Error('There is nothing to pick from.')
  return item
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
