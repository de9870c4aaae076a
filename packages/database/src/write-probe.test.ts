import { expect, test } from 'vitest'
import { createWriteProbe } from './write-probe.ts'

test('a write is made at most once in three seconds, and nobody but the first waits for it', async () => {
  let now = 1_000_000
  let writes = 0
  const pending: (() => void)[] = []
  const probe = createWriteProbe(
    () => {
      writes += 1
      return new Promise<void>((resolve) => pending.push(resolve))
    },
    () => now,
  )
  const first = Promise.all([probe(), probe()])
  pending[0]?.()
  await first
  await probe()
  expect(writes).toBe(1)
  now += 3_000
  await Promise.all([probe(), probe()])
  expect(writes).toBe(2)
})

test('a full disk is told from the next question on, and its recovery too', async () => {
  let now = 1_000_000
  let full = false
  const probe = createWriteProbe(
    async () => {
      if (full) throw new Error('No space left on device')
    },
    () => now,
  )
  const after = async (milliseconds: number): Promise<boolean> => {
    now += milliseconds
    await probe().catch(() => undefined)
    return probe().then(
      () => true,
      () => false,
    )
  }
  expect(await after(0)).toBe(true)
  full = true
  expect(await after(3_000)).toBe(false)
  full = false
  expect(await after(1_000)).toBe(false)
  expect(await after(2_000)).toBe(true)
})

test('a write that hangs is a failure after a while', async () => {
  let now = 1_000_000
  let hang = false
  const probe = createWriteProbe(
    () => (hang ? new Promise(() => undefined) : Promise.resolve()),
    () => now,
  )
  await probe()
  hang = true
  now += 3_000
  await probe()
  now += 5_000
  await expect(probe()).rejects.toThrow('has not ended')
})
