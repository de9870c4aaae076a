import type { ColorScheme, Platform } from './platform.ts'
import { isVersionAtLeast } from './version.ts'

/** Colours a client hands to the app, `#rrggbb` by name. */
export type ThemeParams = Readonly<Record<string, `#${string}`>>

// In order: the first client version that sends a colour. Older ones leave it out, and the app must cope.
const since: Readonly<Record<string, string>> = {
  secondary_bg_color: '6.1',
  header_bg_color: '7.0',
  accent_text_color: '7.0',
  section_bg_color: '7.0',
  section_header_text_color: '7.0',
  subtitle_text_color: '7.0',
  destructive_text_color: '7.0',
  section_separator_color: '7.6',
  bottom_bar_bg_color: '7.10',
}

const names = [
  'bg_color',
  'text_color',
  'hint_color',
  'link_color',
  'button_color',
  'button_text_color',
  'secondary_bg_color',
  'header_bg_color',
  'accent_text_color',
  'section_bg_color',
  'section_header_text_color',
  'subtitle_text_color',
  'destructive_text_color',
  'section_separator_color',
  'bottom_bar_bg_color',
] as const

// One line a theme, in the order of `names`: the default themes, from general knowledge, not read off real clients.
const palettes: Readonly<Record<Platform, Readonly<Record<ColorScheme, string>>>> = {
  ios: {
    light:
      'ffffff 000000 8e8e93 007aff 007aff ffffff efeff4 f8f8f8 007aff ffffff 6d6d72 8e8e93 ff3b30 c8c7cc f2f2f2',
    dark: '000000 ffffff 98989e 3e88f7 3e88f7 ffffff 1c1c1d 1a1a1a 3e88f7 2c2c2e 8d8e93 98989e eb5545 545458 1d1d1d',
  },
  android: {
    light:
      'ffffff 222222 a8a8a8 2678b6 50a8eb ffffff f0f0f0 527da3 1c93e3 ffffff 3a95d5 82868a cc2929 d9d9d9 f0f0f0',
    dark: '212d3b ffffff 7d8b99 5eabe1 50a8eb ffffff 151e27 242d39 64b5ef 1d2733 79c4fc 7b8790 ee686f 0d1218 151e27',
  },
  tdesktop: {
    light:
      'ffffff 000000 999999 168acd 40a7e3 ffffff f1f1f1 ffffff 168acd ffffff 168acd 999999 d14e4e e7e7e7 ffffff',
    dark: '17212b f5f5f5 708499 6ab3f3 5288c1 ffffff 232e3c 17212b 6ab2f2 17212b 6ab3f3 708499 ec3942 111921 17212b',
  },
  web: {
    light:
      'ffffff 000000 707579 3390ec 3390ec ffffff f4f4f5 ffffff 3390ec ffffff 707579 707579 e53935 dadce0 ffffff',
    dark: '212121 ffffff aaaaaa 8774e1 8774e1 ffffff 0f0f0f 212121 8774e1 212121 aaaaaa aaaaaa ff595a 2f2f2f 212121',
  },
}

/** The theme a client sends, as far as its version knows the colours. */
export function themeParams(client: {
  platform: Platform
  version: string
  scheme: ColorScheme
}): ThemeParams {
  const colors = palettes[client.platform][client.scheme].split(' ')
  const known = names
    .map((name, index) => [name, `#${colors[index] ?? '000000'}` as const] as const)
    .filter(([name]) => isVersionAtLeast(client.version, since[name] ?? '6.0'))
  return Object.fromEntries(known)
}
