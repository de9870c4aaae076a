import { randomUUID } from 'node:crypto'
import type { OperationRequest } from '@rpg-bot/rpg_contracts'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createIdempotent, IDEMPOTENCY_LIFE_MS } from '../src/idempotency/idempotent.ts'
import { createUnitOfWork } from '../src/unit-of-work.ts'
import { createTestGateway, type Person, type TestGateway } from './support/create-test-gateway.ts'

let gateway: TestGateway
let person: Person
beforeAll(async () => {
  gateway = await createTestGateway()
})
afterAll(() => gateway.close())
beforeEach(async () => {
  person = await gateway.signIn()
})

const newKey = () => randomUUID()
const create = (who: Person, key: string, body: object = { name: 'Ночь 🌒', systemId: 'minimal' }) =>
  who.call('createCampaign', { body, headers: { 'idempotency-key': key } })
const countCampaigns = async (who: Person) => (await who.call('listCampaigns')).body.items.length

describe('the same key with the same body', () => {
  test('gets the first answer again and does nothing', async () => {
    const key = newKey()
    const first = await create(person, key)
    const again = await create(person, key)
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.body).toEqual(first.body)
    expect(first.headers['idempotency-replayed']).toBeUndefined()
    expect(again.headers['idempotency-replayed']).toBe('true')
    expect(again.headers.etag).toBe(first.headers.etag)
    expect(again.headers.location).toBe(first.headers.location)
    expect(await countCampaigns(person)).toBe(1)
  })

  test('counts as the same when its keys come in another order', async () => {
    const key = newKey()
    await create(person, key, { name: 'A', systemId: 'minimal' })
    const again = await create(person, key, { systemId: 'minimal', name: 'A' })
    expect(again.headers['idempotency-replayed']).toBe('true')
  })

  test('sent twenty times at the same moment does its work once', async () => {
    const key = newKey()
    const answers = await Promise.all(Array.from({ length: 20 }, () => create(person, key)))
    const done = answers.filter(({ status }) => status === 201)
    expect(done.length).toBeGreaterThan(0)
    expect(new Set(done.map(({ body }) => body.id)).size).toBe(1)
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      expect(answer.problem).toMatchObject({ status: 409, code: 'request_in_progress', retryAfterMs: 1000 })
      expect(answer.headers['retry-after']).toBe('1')
    }
    expect(await countCampaigns(person)).toBe(1)
    expect((await create(person, key)).status).toBe(201)
  })

  test('works anew after a day', async () => {
    const late = await createTestGateway({ database: gateway.database, signer: gateway.signer })
    const who = await late.signIn()
    const key = newKey()
    await create(who, key)
    late.clock.advance(IDEMPOTENCY_LIFE_MS + 1)
    const back = await late.signIn({ id: who.telegramUserId })
    expect((await create(back, key)).headers['idempotency-replayed']).toBeUndefined()
    expect(await countCampaigns(back)).toBe(2)
    await late.close()
  })
})

describe('a key', () => {
  test('with another body is refused', async () => {
    const key = newKey()
    await create(person, key)
    const other = await create(person, key, { name: 'Другое', systemId: 'minimal' })
    expect(other.problem).toMatchObject({ status: 422, code: 'idempotency_key_reused' })
    expect(await countCampaigns(person)).toBe(1)
  })

  test('of somebody else, or of another operation, is another key', async () => {
    const [key, other] = [newKey(), await gateway.signIn()]
    const campaign = await create(person, key)
    expect((await create(other, key)).headers['idempotency-replayed']).toBeUndefined()
    const invite = await person.call('createInvite', {
      params: { campaignId: campaign.body.id },
      body: { role: 'player' },
      headers: { 'idempotency-key': key },
    })
    expect(invite.status).toBe(201)
  })

  test('of a request that failed may be used again', async () => {
    const [key, stranger] = [newKey(), await gateway.signIn()]
    const campaign = await create(stranger, newKey())
    const invite = () =>
      person.call('createInvite', {
        params: { campaignId: campaign.body.id },
        body: { role: 'player' },
        headers: { 'idempotency-key': key },
      })
    expect((await invite()).status).toBe(404)
    expect((await invite()).status).toBe(404)
  })
})

describe('in two processes', () => {
  const request = (userId: string, key: string, name: string) =>
    ({
      operationId: 'createCampaign',
      params: {},
      query: {},
      headers: { 'idempotency-key': key },
      body: { name, systemId: 'minimal' },
      principal: { userId, signInId: userId },
      traceId: '0'.repeat(32),
      address: '::1',
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    }) satisfies OperationRequest<'createCampaign'>

  test('the same key at the same moment does its work once', async () => {
    const { eventLog } = gateway
    const processes = [1, 2, 3, 4].map(() => createIdempotent({ unitOfWork: createUnitOfWork({ eventLog }) }))
    const key = newKey()
    let runs = 0
    const outcomes = await Promise.allSettled(
      processes.map((process) =>
        process.run(request(person.userId, key, 'A'), async ({ transaction, respond }) => {
          runs += 1
          await sql`select pg_sleep(0.2)`.execute(transaction)
          return respond(201, { id: 'made' } as never, {} as never)
        }),
      ),
    )
    expect(runs).toBe(1)
    for (const outcome of outcomes) {
      if (outcome.status === 'fulfilled') expect(outcome.value.body).toEqual({ id: 'made' })
      else expect(outcome.reason).toMatchObject({ code: 'request_in_progress', status: 409 })
    }
  })

  test('another body while the first is being worked on is refused at once', async () => {
    const idempotent = createIdempotent({ unitOfWork: createUnitOfWork({ eventLog: gateway.eventLog }) })
    const key = newKey()
    const gate = Promise.withResolvers<void>()
    const first = idempotent.run(request(person.userId, key, 'A'), async ({ respond }) => {
      await gate.promise
      return respond(201, { id: 'made' } as never, {} as never)
    })
    const run = (name: string) =>
      idempotent.run(request(person.userId, key, name), async () => {
        throw new Error('must not run')
      })
    await expect(run('B')).rejects.toMatchObject({ code: 'idempotency_key_reused' })
    await expect(run('A')).rejects.toMatchObject({ code: 'request_in_progress', retryAfterMs: 1000 })
    gate.resolve()
    await expect(first).resolves.toMatchObject({ status: 201 })
    await expect(run('A')).resolves.toMatchObject({
      status: 201,
      headers: { 'Idempotency-Replayed': 'true' },
    })
  })
})
