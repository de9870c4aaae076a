import { useId, useMemo } from 'react'
import { classNames } from './class-names.ts'
import styles from './cover.module.css'
import { type CoverPlan, coverHeight, coverPlan, coverWidth } from './cover-plan.ts'

export interface CoverProps {
  /** Any stable id; it decides the whole picture. */
  id: string
  /** Colours fade, as of something put away. */
  faded?: boolean
}

/** A landscape that belongs to an id, drawn on the spot: no picture is fetched. Fills its box. */
export function Cover({ id, faded = false }: CoverProps) {
  const key = useId()
  const plan = useMemo(() => coverPlan(id), [id])
  const { palette, orb, ridges, shore } = plan
  const [high, middle, low] = palette.sky
  const [far, mid, near] = palette.land
  return (
    <svg
      className={classNames(styles.cover, faded && styles.faded)}
      viewBox={`0 0 ${coverWidth} ${coverHeight}`}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      <defs>
        <linearGradient id={`${key}sky`} x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor={high} />
          <stop offset=".42" stopColor={middle} />
          <stop offset=".74" stopColor={low} />
        </linearGradient>
        <radialGradient id={`${key}halo`}>
          <stop offset="0" stopColor={palette.light} stopOpacity=".75" />
          <stop offset=".28" stopColor={palette.light} stopOpacity=".24" />
          <stop offset="1" stopColor={palette.light} stopOpacity="0" />
        </radialGradient>
        <radialGradient id={`${key}lamp`}>
          <stop offset="0" stopColor={palette.lamp} stopOpacity=".7" />
          <stop offset="1" stopColor={palette.lamp} stopOpacity="0" />
        </radialGradient>
        <linearGradient id={`${key}far`} gradientUnits="userSpaceOnUse" x1="0" y1="66" x2="0" y2="170">
          <stop offset="0" stopColor={far} />
          <stop offset=".35" stopColor={far} />
          <stop offset="1" stopColor={low} stopOpacity=".5" />
        </linearGradient>
        <linearGradient id={`${key}haze`} x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor={palette.light} stopOpacity="0" />
          <stop offset=".7" stopColor={palette.light} stopOpacity=".2" />
          <stop offset="1" stopColor={palette.light} stopOpacity="0" />
        </linearGradient>
        <linearGradient id={`${key}mid`} x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor={mid} />
          <stop offset="1" stopColor={near} />
        </linearGradient>
        <linearGradient id={`${key}beam`}>
          <stop offset="0" stopColor={palette.lamp} stopOpacity=".62" />
          <stop offset="1" stopColor={palette.lamp} stopOpacity="0" />
        </linearGradient>
      </defs>
      <rect width={coverWidth} height={coverHeight} fill={`url(#${key}sky)`} />
      <g fill={palette.light}>
        {plan.stars.map((star) => (
          <circle
            key={`${star.x} ${star.y}`}
            cx={star.x}
            cy={star.y}
            r={star.radius}
            opacity={0.85 - star.y / 150}
          />
        ))}
      </g>
      <circle cx={orb.x} cy={orb.y} r={orb.radius * 4.4} fill={`url(#${key}halo)`} />
      <path d={orbPath(orb)} fill={palette.light} />
      <g fill={near} opacity=".55">
        {plan.birds.map((bird) => (
          <path
            key={`${bird.x} ${bird.y}`}
            d="M0 3c8-8 14-8 18 0 4-8 10-8 18 0-8-4-14-2-18 4-4-6-10-8-18-4Z"
            transform={`translate(${bird.x} ${bird.y}) scale(${bird.scale})`}
          />
        ))}
      </g>
      <path d={ridges[0]} fill={`url(#${key}far)`} />
      <rect y="96" width={coverWidth} height="74" fill={`url(#${key}haze)`} />
      <path d={ridges[1]} fill={`url(#${key}mid)`} />
      {shore !== null && <Water plan={plan} shore={shore} halo={`url(#${key}mid)`} />}
      {shore === null && <path d={ridges[2]} fill={near} />}
      <Foreground plan={plan} lamp={`url(#${key}lamp)`} beam={`url(#${key}beam)`} />
      {shore !== null && <path d={ridges[2]} fill={near} />}
    </svg>
  )
}

function Water({ plan, shore, halo }: { plan: CoverPlan; shore: number; halo: string }) {
  const { palette, orb } = plan
  return (
    <>
      <rect y={shore} width={coverWidth} height={coverHeight - shore} fill={halo} />
      <rect y={shore} width={coverWidth} height="1.2" fill={palette.light} opacity=".5" />
      <g fill={palette.light}>
        {[0, 1, 2, 3, 4, 5, 6].map((line) => (
          <rect
            key={line}
            x={orb.x - 30 + ((line * 17) % 22) - line * 2}
            y={shore + 4 + line * 6}
            width={56 - ((line * 13) % 30)}
            height="1.4"
            rx=".7"
            opacity={0.5 - line * 0.06}
          />
        ))}
      </g>
    </>
  )
}

function Foreground({ plan, lamp, beam }: { plan: CoverPlan; lamp: string; beam: string }) {
  const { landmark, place, palette } = plan
  const [x, y] = landmark.glow
  const near = palette.land[2]
  const turn = place.mirrored ? -place.scale : place.scale
  return (
    <g
      transform={`translate(${place.x - 50 * turn} ${place.y - 100 * place.scale}) scale(${turn} ${place.scale})`}
    >
      {landmark.beams === true && (
        <g className={styles.beams}>
          <path d={`M${x} ${y} 230 ${y - 44}V${y + 12}Z`} fill={beam} />
          <path
            d={`M${x} ${y} -130 ${y + 2}V${y - 34}Z`}
            fill={beam}
            transform={`rotate(180 ${x} ${y})`}
            opacity=".5"
          />
        </g>
      )}
      <circle cx={x} cy={y} r="58" fill={lamp} opacity=".55" />
      {landmark.name === 'ship' && (
        <g fill={palette.light} opacity=".82">
          <path d="M64 18c18 10 24 26 24 44l-24 8ZM60 16c-10 12-14 32-13 54h13ZM34 28C24 40 21 54 22 68h12Z" />
        </g>
      )}
      <path d={landmark.silhouette} fill={near} />
      {landmark.lines !== undefined && (
        <path d={landmark.lines} stroke={near} strokeWidth="1.5" fill="none" />
      )}
      <path className={styles.lights} d={landmark.lights} fill={palette.lamp} />
    </g>
  )
}

function orbPath({ x, y, radius, crescent }: CoverPlan['orb']): string {
  const outer = `M${x} ${y - radius}A${radius} ${radius} 0 1 ${crescent ? 0 : 1} ${x} ${y + radius}`
  if (crescent) return `${outer}A${radius * 1.1} ${radius * 1.1} 0 0 1 ${x} ${y - radius}Z`
  return `${outer}A${radius} ${radius} 0 1 1 ${x} ${y - radius}Z`
}
