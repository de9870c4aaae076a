import { expect, test } from 'vitest'
import { type LineFacts, tableStatus } from './table-status.ts'

const facts: LineFacts = { online: true, connection: 'live', live: true, wasLive: true, ended: null }

test.each<[string, Partial<LineFacts>, string]>([
  ['all is well', {}, 'live'],
  ['the first connection', { connection: 'connecting', live: false, wasLive: false }, 'connecting'],
  ['connected, replay under way', { live: false, wasLive: false }, 'connecting'],
  ['a cut', { connection: 'reconnecting', live: false }, 'reconnecting'],
  [
    'a first connection that fails',
    { connection: 'reconnecting', live: false, wasLive: false },
    'reconnecting',
  ],
  ['no network', { online: false, connection: 'reconnecting', live: false }, 'offline'],
  ['removed from the table', { ended: 'membership_ended' }, 'removed'],
  ['removed while away', { ended: 'party_not_found' }, 'removed'],
  ['a table of others', { ended: 'party_not_found', wasLive: false }, 'missing'],
  ['removed and offline', { ended: 'membership_ended', online: false }, 'removed'],
  ['sent away by the server', { connection: 'stopped', live: false }, 'stopped'],
])('%s', (_name, change, status) => {
  expect(tableStatus({ ...facts, ...change })).toBe(status)
})
