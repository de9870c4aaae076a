import { describe, expect, it } from 'vitest'
import { startPosition } from './start-position.ts'

const log = { epoch: 'epoch-00000', head: 100, floor: 10 }
const cursor = (sequence: number, epoch = log.epoch) =>
  ({ at: 'cursor', epoch, sequence: String(sequence).padStart(16, '0') }) as const

describe('where a subscription begins', () => {
  it.each([
    ['the cursor', cursor(50), true, 'ok', 50],
    ['a cursor at the head', cursor(100), true, 'ok', 100],
    ['a cursor whose own event was trimmed and nothing newer', cursor(10), true, 'ok', 10],
    ['a cursor below the floor', cursor(9), false, 'trimmed', 10],
    ['a cursor from the future', cursor(101), false, 'ahead', 10],
    ['a cursor of another history', cursor(50, 'epoch-11111'), false, 'epoch_changed', 10],
    ['the head', { at: 'head' } as const, false, 'fresh', 100],
    ['the start', { at: 'start' } as const, false, 'fresh', 10],
    ['the last five', { at: 'last', count: 5 } as const, false, 'fresh', 95],
    ['more than is kept', { at: 'last', count: 1000 } as const, false, 'fresh', 10],
  ])('takes %s', (_name, asked, recovered, reason, after) => {
    expect(startPosition(asked, log)).toEqual({ recovered, reason, after })
  })
})
