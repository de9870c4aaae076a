import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestGateway, type TestGateway } from './support/create-test-gateway.ts'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await createTestGateway()
})
afterAll(() => gateway.close())

test('launch data becomes tokens, and the access token opens the person', async () => {
  const person = await gateway.signIn({ firstName: 'Анна', lastName: 'Ёжикова 🦔' })
  const me = await person.call('getMe')
  expect(me.status).toBe(200)
  expect(me.body).toMatchObject({ id: person.userId, displayName: 'Анна Ёжикова 🦔', locale: null })
  expect(me.headers.etag).toBe('"1"')
})
