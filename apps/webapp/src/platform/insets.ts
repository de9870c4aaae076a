import { type Edges, type Insets, noEdges } from './platform.ts'

export const noInsets: Insets = { safe: noEdges, content: noEdges, viewportStableHeight: null }

/** Reads edges from an event of the client; anything but a non-negative number counts as 0. */
export function readEdges(source: unknown): Edges {
  const record = typeof source === 'object' && source !== null ? (source as Record<string, unknown>) : {}
  const edge = (name: keyof Edges): number => {
    const value = record[name]
    return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0
  }
  return { top: edge('top'), right: edge('right'), bottom: edge('bottom'), left: edge('left') }
}

/** Writes the insets as CSS variables: `--tg-safe-area-inset-*`, `--tg-content-safe-area-inset-*`, stable height. */
export function applyInsets(insets: Insets, root: HTMLElement): void {
  for (const name of ['top', 'right', 'bottom', 'left'] as const) {
    root.style.setProperty(`--tg-safe-area-inset-${name}`, `${insets.safe[name]}px`)
    root.style.setProperty(`--tg-content-safe-area-inset-${name}`, `${insets.content[name]}px`)
  }
  if (insets.viewportStableHeight === null) root.style.removeProperty('--tg-viewport-stable-height')
  else root.style.setProperty('--tg-viewport-stable-height', `${insets.viewportStableHeight}px`)
}
