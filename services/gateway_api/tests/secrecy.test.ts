import { createLogger, createMetrics, metricsText } from '@rpg-bot/service_kit'
import { expect, test } from 'vitest'
import { createTestGateway } from './support/create-test-gateway.ts'

test('logs and metrics tell what happened and hold no launch data, signature or token', async () => {
  const lines: string[] = []
  const stream = { write: (line: string) => void lines.push(line) }
  const metrics = createMetrics({ service: 'gateway_api', checked: true })
  const gateway = await createTestGateway({
    logger: createLogger({ service: 'gateway_api', level: 'trace', stream }),
    overrides: { metrics },
  })
  const initData = gateway.launchData()
  const client = { platform: 'ios', version: '9.2' }
  const { body } = await gateway.call('signInWithTelegram', { body: { initData, client } })
  const broken = initData.replace(/signature=...../, 'signature=AAAAA')
  await gateway.call('signInWithTelegram', { body: { initData: broken, client } })
  const next = await gateway.call('refreshSignIn', { body: { refreshToken: body.refreshToken } })
  await gateway.call('refreshSignIn', { body: { refreshToken: next.body.refreshToken } })
  await gateway.call('refreshSignIn', { body: { refreshToken: body.refreshToken } })
  await gateway.close()

  const log = lines.join('')
  const { text } = await metricsText([metrics.registry])
  const fields = new URLSearchParams(initData)
  const secrets = [
    initData,
    fields.get('hash'),
    fields.get('signature'),
    fields.get('query_id'),
    body.accessToken,
    body.refreshToken,
    next.body.refreshToken,
    body.accessToken.split('.')[2],
  ]
  for (const secret of secrets) {
    expect(log).not.toContain(secret)
    expect(text).not.toContain(secret)
  }
  expect(log).toContain('"msg":"signed in"')
  expect(log).toContain(body.user.id)
  expect(log).toContain('"msg":"a used refresh token came back, sign-in ended"')
  expect(log).toMatch(/"traceId":"[0-9a-f]{32}"/)
  expect(text).toMatch(/sign_ins_total\{.*platform="ios".*\} 1/)
  expect(text).toMatch(/sign_ins_refused_total\{.*code="init_data_invalid".*\} 1/)
  expect(text).toMatch(/sign_ins_revoked_total\{.*reason="token_reused".*\} 1/)
  expect(text).not.toContain(body.user.id)
})
