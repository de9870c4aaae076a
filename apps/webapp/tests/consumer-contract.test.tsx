import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRpgClient } from '@rpg-bot/rpg_sdk'
import {
  type ConsumerRecord,
  type ContractExample,
  consumerFileOf,
  consumerRecordOf,
  createContractMock,
  mergeConsumerRecords,
} from '@rpg-bot/rpg_sdk/testing'
import { QueryClient } from '@tanstack/react-query'
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { App } from '../src/app/app.tsx'
import { createSdkAuth } from '../src/app/auth/sdk-auth.ts'
import { createSession } from '../src/app/auth/session.ts'
import { createTestParts } from '../src/app/testing.ts'
import { saveLocale } from '../src/features/settings/save-locale.ts'

// Records what this app reads of the API's answers. The gateway replays the records (qa/consumers), so a change
// there that would break this app is noticed there. `vitest -u` takes over what the app reads now.

const root = join(import.meta.dirname, '../../..')
const examplesFolder = join(root, 'contracts/examples')
const examples: Record<string, ContractExample> = Object.fromEntries(
  readdirSync(examplesFolder, { recursive: true })
    .map(String)
    .filter((file) => /^[a-z]\w+\/[\w-]+\.json$/i.test(file))
    .sort()
    .map((file) => [
      file.replace(/\.json$/, ''),
      JSON.parse(readFileSync(join(examplesFolder, file), 'utf8')),
    ]),
)
const campaignId = '0193a4c0-0000-7000-8000-000000000001'
const characterId = '0193a4c0-0000-7000-8000-000000000005'
const code = 'i_Zm9nIG9uIHRoZSBjb2FzdA'
const records: ConsumerRecord[] = []
let release: () => Promise<void> = async () => undefined

/** The body that an example sends. */
const bodyOf = (name: string) => ({ ...(examples[name]?.request.body as Record<string, unknown>) })

type Cases = Parameters<typeof createContractMock>[0]['cases']

/** A client of the mock; what it reads is recorded when the test ends. */
function connect(cases: Cases = {}) {
  const mock = createContractMock({ examples, cases })
  const clientOf = (token: string) =>
    createRpgClient({
      baseUrl: 'https://api.example',
      auth: { accessToken: async () => token },
      fetch: mock.fetch,
      maxRetries: 0,
    })
  const record = () => records.push(...mock.exchanges.map(consumerRecordOf))
  return { mock, clientOf, record }
}

/** Opens an address of the whole app and lets it read until nothing more comes. */
async function open(address: string, until: string, cases: Cases = {}) {
  window.history.replaceState(null, '', address)
  const { mock, clientOf, record } = connect(cases)
  const parts = createTestParts()
  const services = { ...parts.services, api: clientOf('token') }
  // Without comparing old and new answers field by field: that would read them all.
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false, structuralSharing: false } } })
  const element = document.createElement('div')
  document.body.append(element)
  const view = createRoot(element)
  await act(async () => view.render(<App {...parts} services={services} queries={queries} />))
  release = async () => {
    await act(async () => view.unmount())
    element.remove()
  }
  const pause = () => act(async () => await new Promise((resolve) => setTimeout(resolve, 20)))
  /** Pages are fetched when they are opened: waits for the operation, then until nothing more is read. */
  const settle = async (operation: string) => {
    const isAsked = () => mock.exchanges.some(({ operationId }) => operationId === operation)
    for (let attempt = 0; attempt < 500 && !isAsked(); attempt += 1) await pause()
    const readSoFar = () => mock.exchanges.reduce((sum, { reads }) => sum + 1 + reads.size, 0)
    for (let quiet = 0, before = 0; quiet < 20; ) {
      await pause()
      quiet = readSoFar() === before ? quiet + 1 : 0
      before = readSoFar()
    }
  }
  await settle(until)
  return {
    ...parts,
    element,
    settle,
    record,
    operations: () => mock.exchanges.map(({ operationId }) => operationId),
  }
}

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
})
afterEach(async () => {
  await release()
  release = async () => undefined
  vi.unstubAllGlobals()
})

test.each([
  ['/campaigns', 'listCampaigns'],
  [`/campaigns/${campaignId}`, 'getCampaign'],
  [`/campaigns/${campaignId}/members`, 'listMembers'],
  [`/campaigns/${campaignId}/invites`, 'listInvites'],
  ['/campaigns/new', 'listSystems'],
  [`/character/${campaignId}`, 'listCharacters'],
  [`/character/${campaignId}/${characterId}`, 'getCharacter'],
  ['/settings/sign-ins', 'listSignIns'],
] as const)('%s shows what %s answers', async (address, operation) => {
  const screen = await open(address, operation)
  expect(screen.operations()).toContain(operation)
  expect(screen.element.querySelector('[role="alert"]')).toBeNull()
  screen.record()
})

test('a campaign that is not there is told by its code', async () => {
  const screen = await open(`/campaigns/${campaignId.replace(/01$/, '63')}`, 'getCampaign', {
    getCampaign: 'campaign-not-found',
  })
  screen.record()
})

test('an invite is read before it is accepted, and the campaign after it', async () => {
  const screen = await open(`/campaigns/start/${code}`, 'previewInvite')
  await act(async () => screen.host.pressAction('primary'))
  await screen.settle('acceptInvite')
  expect(screen.operations()).toEqual(expect.arrayContaining(['previewInvite', 'acceptInvite']))
  screen.record()
})

test('signing in, going on with the stored token and signing out', async () => {
  const { clientOf, record } = connect()
  const stored = new Map([['token', 'r_5Q0v3mTqkq0m1Yw4u2s8d6f5a9c1b3e7']])
  const session = createSession({
    auth: createSdkAuth({
      rpg: clientOf(''),
      withToken: clientOf,
      client: { platform: 'android', version: '0.1.0' },
    }),
    store: {
      load: async () => stored.get('token') ?? null,
      save: async () => undefined,
      clear: async () => void stored.clear(),
    },
    now: () => 0,
    onLost: () => undefined,
  })
  const { initData } = bodyOf('signInWithTelegram/first-time')
  await session.signIn(String(initData))
  await session.resume()
  await session.signOut()
  record()
})

test('a refused sign-in is judged by its code', async () => {
  for (const [operation, name] of [
    ['signInWithTelegram', 'init-data-expired'],
    ['refreshSignIn', 'refresh-token-reused'],
  ] as const) {
    const { clientOf, record } = connect({ [operation]: name })
    const auth = createSdkAuth({ rpg: clientOf(''), withToken: clientOf, client: null })
    const body = bodyOf(`${operation}/${name}`)
    const attempt =
      operation === 'refreshSignIn'
        ? auth.refresh(String(body['refreshToken']))
        : auth.signIn(String(body['initData']))
    await expect(attempt).rejects.toMatchObject({ status: 401 })
    record()
  }
})

test('the language is saved on top of the version that was read', async () => {
  const { clientOf, record } = connect()
  await saveLocale(clientOf('token'), 'en')
  record()
})

test('what this app reads is what the gateway was told', async () => {
  const folder = join(root, 'qa/consumers/webapp')
  const merged = mergeConsumerRecords(records)
  expect(merged.length).toBeGreaterThan(15)
  for (const record of merged) {
    await expect(`${JSON.stringify(record, null, 2)}\n`).toMatchFileSnapshot(
      join(folder, consumerFileOf(record)),
    )
  }
})
