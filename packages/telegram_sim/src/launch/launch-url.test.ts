import { parseLaunchParamsQuery } from '@tma.js/transformers'
import { describe, expect, it } from 'vitest'
import { themeParams } from '../client/theme.ts'
import { createLaunchSigner } from './launch-signer.ts'
import { buildLaunchUrl } from './launch-url.ts'

const theme = themeParams({ platform: 'ios', version: '9.6', scheme: 'dark' })

describe('buildLaunchUrl', () => {
  it('makes an address that the SDK reads', () => {
    const initData = createLaunchSigner({ botId: 1 }).signInitData({
      user: { id: 7, firstName: 'Рысь & Ко #1' },
      authDate: 5,
    })
    const url = buildLaunchUrl('/app', {
      initData,
      version: '9.6',
      platform: 'web',
      theme,
      startParam: 'i_abc',
    })
    expect(url).toMatch(/^\/app\?tgWebAppStartParam=i_abc#tgWebAppData=/u)
    expect(parseLaunchParamsQuery(url.replace(/^[^?#]*[?#]/u, '').replace('#', '&'))).toMatchObject({
      tgWebAppStartParam: 'i_abc',
      tgWebAppVersion: '9.6',
      tgWebAppPlatform: 'weba',
      tgWebAppThemeParams: { bg_color: '#000000', bottom_bar_bg_color: '#1d1d1d' },
      tgWebAppData: { user: { first_name: 'Рысь & Ко #1' } },
    })
  })

  it('keeps the query of the app and can leave the data out', () => {
    const url = buildLaunchUrl('/?a=1', {
      version: '6.0',
      platform: 'android',
      theme: {},
      startParam: 'x',
      fullscreen: true,
    })
    expect(url).toBe(
      '/?a=1&tgWebAppStartParam=x#tgWebAppVersion=6.0&tgWebAppPlatform=android&tgWebAppThemeParams=%7B%7D&tgWebAppFullscreen=1',
    )
  })
})
