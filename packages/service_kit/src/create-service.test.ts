import { describe, expect, test } from 'vitest'
import { createService } from './create-service.ts'
import { createSilentLogger } from './logger.ts'

describe('a service', () => {
  test('answers health and turns errors into problems', async () => {
    const app = createService({ name: 'test', logger: createSilentLogger() })
    app.get('/boom', () => {
      throw new Error('secret detail')
    })
    app.post('/echo', (request) => request.body)
    const health = await app.inject('/healthz')
    expect(health.statusCode).toBe(200)
    const boom = await app.inject('/boom')
    expect(boom.statusCode).toBe(500)
    expect(boom.headers['content-type']).toBe('application/problem+json')
    expect(boom.body).not.toContain('secret detail')
    expect(boom.json()).toMatchObject({
      code: 'internal',
      status: 500,
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
    })
    expect(
      (
        await app.inject({
          method: 'POST',
          url: '/echo',
          payload: '{"a":1,"a":2}',
          headers: { 'content-type': 'application/json' },
        })
      ).json().code,
    ).toBe('json_duplicate_key')
    expect(app.kit.inFlight()).toBe(0)
    await app.close()
  })
})
