import { describe, expect, it } from 'vitest'
import { afterClose, reconnectDelay } from './close-policy.ts'

describe('after a close', () => {
  it.each([
    [1000, 'stop'],
    [1001, 'resume_later'],
    [1006, 'resume_later'],
    [1009, 'stop'],
    [1012, 'resume_later'],
    [1013, 'resume_later'],
    [4001, 'resume_now'],
    [4100, 'resume_later'],
    [4199, 'resume_later'],
    [4200, 'renew_then_resume'],
    [4299, 'renew_then_resume'],
    [4401, 'stop'],
    [4499, 'stop'],
    [4999, 'resume_later'],
  ])('%i means %s', (code, policy) => {
    expect(afterClose(code)).toBe(policy)
  })

  it('waits at random below a bound that grows to 20 seconds', () => {
    const almostOne = () => 0.999999
    expect([0, 1, 5, 6, 50].map((failures) => Math.round(reconnectDelay(failures, almostOne)))).toEqual([
      500, 1000, 16_000, 20_000, 20_000,
    ])
    expect(reconnectDelay(5, () => 0)).toBe(0)
  })
})
