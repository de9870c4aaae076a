import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { gameMasterEvents, publishRefusal } from './publish-refusal.ts'

const scene = 'io.rpgbot.party.scene-set.v1'
const message = 'io.rpgbot.party.message-posted.v1'
const folder = join(import.meta.dirname, '../../../contracts/events')

describe('who may publish', () => {
  it.each([
    ['gm', 'active', scene, null],
    ['gm', 'active', message, null],
    ['player', 'active', message, null],
    ['player', 'active', scene, 'game_master_required'],
    ['spectator', 'active', message, 'role_forbidden'],
    ['spectator', 'active', scene, 'role_forbidden'],
    ['gm', 'archived', message, 'campaign_archived'],
    ['player', 'archived', message, 'campaign_archived'],
  ] as const)('answers a %s of an %s campaign who publishes %s with %s', (role, status, type, refusal) => {
    expect(publishRefusal({ role, status }, type)).toBe(refusal)
  })

  it('reserves exactly the types that the contract reserves', () => {
    const reserved = readdirSync(folder)
      .filter((name) => name.endsWith('V1.json'))
      .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
      .filter((schema) => schema['x-publish-role'] === 'gm')
      .map((schema) => schema['x-type'])
    expect(reserved.length).toBeGreaterThan(0)
    expect([...gameMasterEvents].toSorted()).toEqual(reserved.toSorted())
  })
})
