import { describe, expect, test } from 'vitest'
import { capabilitiesOf } from './capabilities.ts'

const roles = ['gm', 'player', 'spectator'] as const

describe('capabilities', () => {
  test('are names of the form of the contract, sorted and without repetition', () => {
    for (const role of roles) {
      for (const status of ['active', 'archived'] as const) {
        const names = capabilitiesOf(role, status)
        expect(names).toEqual([...new Set(names)].sort())
        for (const name of names) expect(name).toMatch(/^[a-z]+\.[a-z-]+$/)
      }
    }
  })

  test('a game master may do everything that a player may, and a player everything that a spectator may', () => {
    const [gm, player, spectator] = roles.map((role) => capabilitiesOf(role, 'active'))
    expect(gm).toEqual(expect.arrayContaining(player ?? []))
    expect(player).toEqual(expect.arrayContaining(spectator ?? []))
  })

  test('only a game master manages, sets the scene and opens evenings', () => {
    const reserved = capabilitiesOf('gm', 'active').filter((name) => /manage|scene/.test(name))
    expect(reserved).toEqual([
      'campaign.manage',
      'invite.manage',
      'member.manage',
      'scene.set',
      'session.manage',
    ])
    for (const name of reserved) expect(capabilitiesOf('player', 'active')).not.toContain(name)
  })

  test('an archived campaign can only be taken up again, by its game master', () => {
    expect(roles.map((role) => capabilitiesOf(role, 'archived'))).toEqual([['campaign.restore'], [], []])
  })

  test('what a caller does to the list does not change the table', () => {
    capabilitiesOf('spectator', 'active').push('scene.set')
    expect(capabilitiesOf('spectator', 'active')).toEqual([])
  })
})
