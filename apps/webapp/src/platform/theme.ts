/** Names of the colours a Telegram client sends, without the `--tg-theme-` prefix. */
export const themeColorNames = [
  'bg_color',
  'text_color',
  'hint_color',
  'link_color',
  'button_color',
  'button_text_color',
  'secondary_bg_color',
  'header_bg_color',
  'bottom_bar_bg_color',
  'accent_text_color',
  'section_bg_color',
  'section_header_text_color',
  'section_separator_color',
  'subtitle_text_color',
  'destructive_text_color',
] as const

export type ThemeColorName = (typeof themeColorNames)[number]
export type Scheme = 'light' | 'dark'

export interface Theme {
  scheme: Scheme
  /** `#rrggbb`, lower case. A client may leave any of them out. */
  colors: Partial<Record<ThemeColorName, string>>
}

/** Perceived brightness of `#rrggbb`, 0 (black) to 255 (white). Weights: ITU-R BT.601. */
function brightness(color: string): number {
  const value = Number.parseInt(color.slice(1), 16)
  return 0.299 * (value >> 16) + 0.587 * ((value >> 8) & 255) + 0.114 * (value & 255)
}

/**
 * Reads theme parameters from any source. Whatever is not `#rgb` or `#rrggbb` is left out, so nothing but a
 * colour can reach a style. The scheme follows the background, as it does in Telegram's own clients.
 */
export function readTheme(source: unknown, fallback: Scheme): Theme {
  const colors: Partial<Record<ThemeColorName, string>> = {}
  if (typeof source === 'object' && source !== null) {
    for (const name of themeColorNames) {
      const color = readColor((source as Record<string, unknown>)[name])
      if (color !== null) colors[name] = color
    }
  }
  const background = colors.bg_color
  const scheme = background === undefined ? fallback : brightness(background) < 128 ? 'dark' : 'light'
  return { scheme, colors }
}

function readColor(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const color = value.trim().toLowerCase()
  if (/^#[0-9a-f]{6}$/.test(color)) return color
  if (!/^#[0-9a-f]{3}$/.test(color)) return null
  return `#${[...color.slice(1)].map((digit) => digit + digit).join('')}`
}

/** Writes the theme as `--tg-theme-*` variables and `data-scheme`; absent colours fall back to the tokens. */
export function applyTheme(theme: Theme, root: HTMLElement): void {
  root.dataset['scheme'] = theme.scheme
  for (const name of themeColorNames) {
    const property = `--tg-theme-${name.replaceAll('_', '-')}`
    const color = theme.colors[name]
    if (color === undefined) root.style.removeProperty(property)
    else root.style.setProperty(property, color)
  }
}
