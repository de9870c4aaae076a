/** Clients the simulator plays. */
export const platforms = Object.freeze(['ios', 'android', 'tdesktop', 'web'] as const)

/** One of `platforms`. */
export type Platform = (typeof platforms)[number]

/** Versions of the Mini App interface worth playing: the first, one in the middle, a recent one. */
export const clientVersions = Object.freeze(['6.0', '8.0', '9.6'] as const)

/** Light or dark. */
export type ColorScheme = 'light' | 'dark'

/** What a client calls itself in `tgWebAppPlatform`; the web client is called by its variant. */
export function platformName(platform: Platform): string {
  return platform === 'web' ? 'weba' : platform
}
