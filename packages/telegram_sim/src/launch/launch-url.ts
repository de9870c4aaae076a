import { type Platform, platformName } from '../client/platform.ts'
import type { ThemeParams } from '../client/theme.ts'

/** What a client tells the app by its address. */
export type LaunchParameters = {
  /** Signed launch data; without it the app was not opened through Telegram. */
  readonly initData?: string
  readonly version: string
  readonly platform: Platform
  readonly theme: ThemeParams
  readonly startParam?: string
  readonly fullscreen?: boolean
}

/**
 * The address a client opens: parameters in the hash, and the start parameter in the query as well.
 *
 * @param appUrl address of the Mini App, absolute or a path, without a hash.
 */
export function buildLaunchUrl(appUrl: string, parameters: LaunchParameters): string {
  const { initData, version, platform, theme, startParam, fullscreen = false } = parameters
  const hash = [
    ...(initData === undefined ? [] : [['tgWebAppData', initData]]),
    ['tgWebAppVersion', version],
    ['tgWebAppPlatform', platformName(platform)],
    ['tgWebAppThemeParams', JSON.stringify(theme)],
    ...(fullscreen ? [['tgWebAppFullscreen', '1']] : []),
  ]
    .map(([name = '', value = '']) => `${name}=${encodeURIComponent(value)}`)
    .join('&')
  const start = startParam === undefined ? '' : `tgWebAppStartParam=${encodeURIComponent(startParam)}`
  const separator = start === '' ? '' : appUrl.includes('?') ? '&' : '?'
  return `${appUrl}${separator}${start}#${hash}`
}
