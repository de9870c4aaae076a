import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { App } from '../../app/app.tsx'
import { createTestParts, type TestParts, type TestPartsOptions } from '../../app/testing.ts'
import type { Campaign } from './campaign-queries.ts'

const code = 'i_AAECAwQFBgcICQoLDA0ODw'
const campaign: Campaign = {
  id: '01900000-0000-7000-8000-000000000001',
  name: 'The Lantern Coast',
  summary: 'The sea glows when somebody lies.',
  systemId: 'minimal',
  status: 'active',
  role: 'gm',
  capabilities: ['campaign.manage', 'character.create', 'invite.manage', 'member.manage', 'session.manage'],
  memberCount: 2,
  openSessionId: null,
  createdAt: '2026-11-01T18:00:00Z',
  updatedAt: '2026-11-01T18:00:00Z',
}
const page = (...items: unknown[]) => ({ items, nextCursor: null })
const path = `/v1/campaigns/${campaign.id}`
const table = {
  'GET /v1/campaigns': page(campaign),
  'GET /v1/systems': page(),
  [`GET ${path}`]: campaign,
  [`GET ${path}/members`]: page({
    userId: 'a',
    displayName: 'Marta',
    role: 'gm',
    joinedAt: campaign.createdAt,
  }),
  [`GET ${path}/characters`]: page(),
  [`GET ${path}/sessions`]: page(),
  'POST /v1/invites/preview': {
    campaignId: campaign.id,
    campaignName: campaign.name,
    summary: campaign.summary,
    systemId: 'minimal',
    gameMaster: 'Marta',
    memberCount: 2,
    role: 'player',
    alreadyMember: false,
    expiresAt: '2026-12-01T18:00:00Z',
  },
  'POST /v1/invites/accept': { ...campaign, role: 'player', capabilities: [] },
}

let release: () => Promise<void> = async () => undefined

async function show(
  address: string,
  options: TestPartsOptions,
): Promise<TestParts & { element: HTMLElement }> {
  window.history.replaceState(null, '', address)
  const parts = createTestParts(options)
  // A page is fetched once a process, its texts once for these parts.
  await parts.texts.open('campaigns')
  const element = document.createElement('div')
  document.body.append(element)
  const root = createRoot(element)
  await act(async () => root.render(<App {...parts} />))
  release = async () => {
    await act(async () => root.unmount())
    element.remove()
  }
  return { ...parts, element }
}

async function eventually(check: () => void) {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    await act(async () => await new Promise((resolve) => setTimeout(resolve, 20)))
    try {
      check()
      return
    } catch (error) {
      if (attempt === 199) throw error
    }
  }
}

const label = (host: TestParts['host']) => host.actions.get().primary?.label

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
})

afterEach(async () => {
  await release()
  vi.unstubAllGlobals()
})

test('without campaigns the list invites to begin one', async () => {
  const { element, host } = await show('/campaigns', { answers: { 'GET /v1/campaigns': page() } })
  await eventually(() => expect(element.textContent).toContain('The map is still blank'))
  expect(label(host)).toBe('New campaign')
  await act(async () => host.pressAction('primary'))
  expect(window.location.pathname).toBe('/campaigns/new')
})

test('a list that does not load says so and can be asked again', async () => {
  const { element } = await show('/campaigns', {})
  await eventually(() => expect(element.querySelector('[role="alert"]')).not.toBeNull())
  expect(element.querySelector('[role="alert"] button')).not.toBeNull()
})

test('opening a campaign leads to its table and grants what the server granted', async () => {
  const { element, host, capabilities } = await show(`/campaigns/${campaign.id}`, { answers: table })
  await eventually(() => expect(element.querySelector('h1')?.textContent).toBe(campaign.name))
  expect(capabilities.getState().granted).toContain('invite.manage')
  expect(label(host)).toBe('Sit down at the table')
  await act(async () => host.pressAction('primary'))
  expect(window.location.pathname).toBe(`/party/${campaign.id}`)
})

test('buttons follow the capabilities, not the role', async () => {
  const watcher = { ...campaign, capabilities: [] }
  const { element } = await show(`/campaigns/${campaign.id}`, {
    answers: { ...table, [`GET ${path}`]: watcher },
  })
  await eventually(() => expect(element.textContent).toContain('Leave the table'))
  expect(element.textContent).not.toMatch(/Invite by link|Light the lantern|Put away|Make a character/)
})

test('an invite is one letter with one button, and the button leads to the party', async () => {
  const { element, host } = await show('/', { answers: table, platform: { launch: { startParam: code } } })
  await eventually(() => expect(element.textContent).toContain('Marta calls you to the table'))
  expect(label(host)).toBe('Sit down')
  await act(async () => host.pressAction('primary'))
  await eventually(() => expect(window.location.pathname).toBe(`/party/${campaign.id}`))
  expect(host.log.haptics).toContain('success')
})

test('a dead invite has its own words and no button of the client', async () => {
  const problem = { type: 'about:blank', title: 'Gone', status: 404, code: 'invite_not_found', traceId: 'x' }
  const answers = { ...table, 'POST /v1/invites/preview': problem }
  const { element, host } = await show(`/campaigns/start/${code}`, { answers })
  await eventually(() => expect(element.textContent).toContain('burnt to ashes'))
  expect(label(host)).toBeUndefined()
})
