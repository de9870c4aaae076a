import { expect, test } from 'vitest'
import { type InviteFacts, type InviteState, inviteState } from './invite-state.ts'

const problem = (code: string, status: number) => ({ name: 'RpgProblem', code, status })
const facts = (parts: Partial<InviteFacts>): InviteFacts => ({
  preview: undefined,
  previewError: null,
  acceptError: null,
  ...parts,
})
const open = { alreadyMember: false }

test.each<[string, Partial<InviteFacts>, InviteState]>([
  ['waits for the preview', {}, 'loading'],
  ['offers a seat', { preview: open }, 'offer'],
  ['welcomes who sits there already', { preview: { alreadyMember: true } }, 'member'],
  ['says that an unknown code leads nowhere', { previewError: problem('invite_not_found', 404) }, 'dead'],
  ['says that there was no answer', { previewError: new TypeError('offline') }, 'unreachable'],
  ['counts a failure of the server as no answer', { previewError: problem('internal', 500) }, 'unreachable'],
  [
    'keeps the offer when the network fails',
    { preview: open, acceptError: new TypeError('offline') },
    'offer',
  ],
  [
    'notices a withdrawal after the preview',
    { preview: open, acceptError: problem('invite_not_found', 404) },
    'dead',
  ],
  ['notices the last seat taken', { preview: open, acceptError: problem('campaign_full', 409) }, 'full'],
  [
    'notices that the game was put away',
    { preview: open, acceptError: problem('campaign_archived', 409) },
    'archived',
  ],
])('an invite %s', (_, parts, expected) => {
  expect(inviteState(facts(parts))).toBe(expected)
})
