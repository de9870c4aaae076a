import { setTimeout as sleep } from 'node:timers/promises'

/** Waits until something holds; fails after a while with what was waited for. */
export async function until(holds: () => boolean | Promise<boolean>, limitMs = 20_000): Promise<void> {
  const end = performance.now() + limitMs
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`Waited ${limitMs} ms in vain for: ${holds}`)
    await sleep(20)
  }
}
