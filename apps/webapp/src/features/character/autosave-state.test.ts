import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AutosaveEvent, type AutosaveState, autosaveTable, restStates } from './autosave-state.ts'

const states = Object.keys(autosaveTable) as AutosaveState[]
const events = Object.keys(autosaveTable.saved) as AutosaveEvent[]
const run = (state: AutosaveState, ...list: AutosaveEvent[]) =>
  list.reduce((current, event) => autosaveTable[current][event], state)

test('every state answers every event with a state', () => {
  for (const state of states) {
    expect(Object.keys(autosaveTable[state]).sort()).toEqual([...events].sort())
    for (const event of events) expect(states).toContain(autosaveTable[state][event])
  }
})

test('an edit never leads to "saved": nothing typed is called saved before the server has it', () => {
  for (const state of states) expect(autosaveTable[state].edited).not.toBe('saved')
})

test('only an answer of the server leads to "saved"', () => {
  for (const state of states.filter((state) => state !== 'saved')) {
    for (const event of events.filter((event) => autosaveTable[state][event] === 'saved')) {
      expect(['stored', 'settled']).toContain(event)
    }
  }
})

test('what was typed during a request is saved after it', () => {
  expect(run('saved', 'edited', 'due', 'edited', 'stored')).toBe('waiting')
})

test('without a network it waits, and goes on when there is one', () => {
  expect(run('saved', 'edited', 'due', 'unreachable')).toBe('offline')
  expect(run('offline', 'edited', 'due', 'stored')).toBe('saved')
})

test("somebody else's change is merged and saved on top", () => {
  expect(run('saved', 'edited', 'due', 'stale')).toBe('merging')
  expect(run('merging', 'reloaded', 'due', 'stored')).toBe('saved')
})

test('from anywhere a network and no further typing lead to rest', () => {
  fc.assert(
    fc.property(fc.constantFrom(...states), fc.array(fc.constantFrom(...events)), (start, history) => {
      const state = run(start, ...history)
      const end = run(state, 'reloaded', 'due', 'stored', 'due', 'stored')
      expect(restStates.has(end)).toBe(true)
    }),
  )
})
