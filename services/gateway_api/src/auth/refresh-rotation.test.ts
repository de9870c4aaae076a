import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decideRotation, LOST_REPLY_MS, type RefreshTokenState } from './refresh-rotation.ts'

const now = new Date('2026-11-24T20:00:00Z')
const ago = (ms: number) => new Date(now.getTime() - ms)
const digest = (name: string) => createHash('sha256').update(name).digest()

const token = (name: string, state: Partial<RefreshTokenState> = {}): RefreshTokenState => ({
  digest: digest(name),
  predecessor: null,
  usedAt: null,
  replacedAt: null,
  ...state,
})

describe('a presented refresh token', () => {
  const first = token('first', { usedAt: ago(1000) })
  const second = token('second', { predecessor: first.digest })

  test('that lives is rotated', () => {
    expect(decideRotation(second, second, now)).toBe('rotate')
  })

  test('whose successor was never used is accepted again for 30 s and no longer', () => {
    const usedAt = (ms: number) => ({ ...first, usedAt: ago(ms) })
    expect(decideRotation(usedAt(0), second, now)).toBe('replace_successor')
    expect(decideRotation(usedAt(LOST_REPLY_MS), second, now)).toBe('replace_successor')
    expect(decideRotation(usedAt(LOST_REPLY_MS + 1), second, now)).toBe('reused')
  })

  test('whose successor was used is a reuse, however recent', () => {
    const third = token('third', { predecessor: second.digest })
    expect(decideRotation(first, third, now)).toBe('reused')
  })

  test('that gave way to another successor is a reuse', () => {
    const replaced = token('second', { predecessor: first.digest, replacedAt: ago(10) })
    const instead = token('instead', { predecessor: first.digest })
    expect(decideRotation(replaced, instead, now)).toBe('reused')
  })

  test('of a family without a living token is a reuse', () => {
    expect(decideRotation(first, undefined, now)).toBe('reused')
  })
})

test('in any story of one family, only its newest token and briefly the one before it are ever accepted', () => {
  const story = fc.array(fc.record({ pick: fc.nat(5), wait: fc.integer({ min: 0, max: 40_000 }) }), {
    maxLength: 30,
  })
  fc.assert(
    fc.property(story, (steps) => {
      let clock = now.getTime()
      let family: RefreshTokenState[] = [token('0')]
      for (const [index, { pick, wait }] of steps.entries()) {
        clock += wait
        const presented = family.at(-1 - (pick % family.length))
        const living = family.find((one) => one.usedAt === null && one.replacedAt === null)
        if (presented === undefined || living === undefined)
          throw new Error('a family always has a living token')
        const decision = decideRotation(presented, living, new Date(clock))
        const isLiving = presented === living
        const isParent = living.predecessor?.equals(presented.digest) === true
        expect(decision === 'rotate').toBe(isLiving)
        if (decision === 'replace_successor') expect(isParent).toBe(true)
        if (decision === 'reused') return
        const at = new Date(clock)
        family = family.map((one) => {
          if (one === living && decision === 'replace_successor') return { ...one, replacedAt: at }
          return one === presented && one.usedAt === null ? { ...one, usedAt: at } : one
        })
        family.push(token(String(index + 1), { predecessor: presented.digest }))
        expect(family.filter((one) => one.usedAt === null && one.replacedAt === null)).toHaveLength(1)
      }
    }),
  )
})
