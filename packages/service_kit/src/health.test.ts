import { describe, expect, test } from 'vitest'
import { createReadiness } from './health.ts'

describe('readiness', () => {
  test('needs every check', async () => {
    const readiness = createReadiness({
      checks: [
        { name: 'database', run: async () => undefined },
        { name: 'redis', run: () => Promise.reject(new Error('down')) },
      ],
    })
    expect(await readiness.report()).toEqual({
      status: 'not_ready',
      checks: { database: 'ok', redis: 'failing' },
    })
  })

  test('gives a check half a second', async () => {
    const readiness = createReadiness({ checks: [{ name: 'slow', run: () => new Promise(() => undefined) }] })
    const started = performance.now()
    expect((await readiness.report()).status).toBe('not_ready')
    expect(performance.now() - started).toBeLessThan(900)
    expect(performance.now() - started).toBeGreaterThan(450)
  })

  test('changes only after several equal results in a row', async () => {
    let well = true
    const readiness = createReadiness({
      cacheMs: 0,
      checks: [{ name: 'database', run: async () => (well ? undefined : Promise.reject(new Error('down'))) }],
    })
    const states = async (count: number) => {
      const seen: string[] = []
      for (let index = 0; index < count; index += 1) seen.push((await readiness.report()).status)
      return seen
    }
    expect(await states(1)).toEqual(['ready'])
    well = false
    expect(await states(2)).toEqual(['ready', 'ready'])
    well = true
    expect(await states(1)).toEqual(['ready'])
    well = false
    expect(await states(4)).toEqual(['ready', 'ready', 'not_ready', 'not_ready'])
    well = true
    expect(await states(3)).toEqual(['not_ready', 'ready', 'ready'])
  })

  test('probes at the same time run the checks once', async () => {
    let runs = 0
    const readiness = createReadiness({
      checks: [
        {
          name: 'database',
          run: async () => {
            runs += 1
          },
        },
      ],
    })
    await Promise.all(Array.from({ length: 20 }, () => readiness.report()))
    expect(runs).toBe(1)
  })

  test('is gone for good once draining has begun', async () => {
    const readiness = createReadiness()
    expect((await readiness.report()).status).toBe('ready')
    readiness.startDraining()
    expect((await readiness.report()).status).toBe('draining')
  })

  test('a check that throws at once counts as failing', async () => {
    const readiness = createReadiness({
      checks: [
        {
          name: 'broken',
          run: () => {
            throw new Error('bug')
          },
        },
      ],
    })
    expect((await readiness.report()).checks).toEqual({ broken: 'failing' })
  })
})
