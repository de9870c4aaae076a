import { expect, test } from 'vitest'
import { diceToDraw, type RollView, rollMood } from './roll-view.ts'
import { sigilOf } from './sigil.ts'
import { createToastStore } from './toast-store.ts'

const roll = (...dice: [sides: number, value: number, kept: boolean][]): RollView => ({
  printed: 'x',
  label: null,
  comment: null,
  total: 0,
  groups: [
    {
      notation: 'x',
      label: null,
      dice: dice.map(([sides, value, kept]) => ({ sides, value, kept, marks: [] })),
    },
  ],
})

test('only the one kept d20 makes a triumph or a disaster', () => {
  expect(rollMood(roll([20, 20, true]))).toBe('crit')
  expect(rollMood(roll([20, 1, true], [20, 20, false]))).toBe('fumble')
  expect(rollMood(roll([20, 20, true], [20, 20, true]))).toBe('plain')
  expect(rollMood(roll([6, 1, true]))).toBe('plain')
})

test('a flood of dice is counted, not drawn', () => {
  const { dice, more } = diceToDraw(
    roll(...Array.from({ length: 500 }, (): [number, number, boolean] => [6, 3, true])),
  )
  expect(dice.length + more).toBe(500)
  expect(dice.length).toBeLessThan(30)
})

test('the same id always has the same face', () => {
  expect(sigilOf('a', 12)).toEqual(sigilOf('a', 12))
  const faces = new Set(Array.from({ length: 60 }, (_, index) => JSON.stringify(sigilOf(`id-${index}`, 12))))
  expect(faces.size).toBeGreaterThan(50)
})

test('a toast goes away by itself, and at most three are shown', () => {
  const scheduled: (() => void)[] = []
  const store = createToastStore((run) => scheduled.push(run))
  for (const text of ['a', 'b', 'c', 'd']) store.getState().show(text)
  expect(store.getState().toasts.map(({ text }) => text)).toEqual(['b', 'c', 'd'])
  for (const run of scheduled) run()
  expect(store.getState().toasts).toEqual([])
})
