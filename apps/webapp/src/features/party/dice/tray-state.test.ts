import { parse } from '@rpg-bot/dice'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyTray, nextTray, type TrayEvent, trayExpression, traySides } from './tray-state.ts'

const play = (...events: TrayEvent[]) => trayExpression(events.reduce(nextTray, emptyTray))
const die = (sides: (typeof traySides)[number]): TrayEvent => ({ type: 'die-added', sides })

test.each<[string, TrayEvent[], string]>([
  ['nothing', [], ''],
  ['one die', [die(20)], '1d20'],
  ['dice keep the order of the taps', [die(8), die(6), die(8)], '2d8 + 1d6'],
  ['a bonus', [die(20), { type: 'modifier-set', value: 5 }], '1d20 + 5'],
  ['a malus', [die(20), { type: 'modifier-set', value: -2 }], '1d20 - 2'],
  ['advantage without a d20 brings one', [{ type: 'luck-set', luck: 'advantage' }], '2d20kh1'],
  ['disadvantage', [die(20), { type: 'luck-set', luck: 'disadvantage' }], '2d20kl1'],
  [
    'luck is for one of several d20',
    [die(20), die(20), { type: 'luck-set', luck: 'advantage' }],
    '2d20kh1 + 1d20',
  ],
  [
    'luck goes with its d20',
    [die(6), { type: 'luck-set', luck: 'advantage' }, { type: 'die-removed', sides: 20 }],
    '1d6',
  ],
  ['the best three of four', [die(6), die(6), die(6), die(6), { type: 'keep-set', keep: 3 }], '4d6kh3'],
  ['keeping all is keeping one fewer', [die(6), die(6), { type: 'keep-set', keep: 9 }], '2d6kh1'],
  ['nothing to keep of one die', [die(6), { type: 'keep-set', keep: 1 }], '1d6'],
  ['typed by hand', [die(6), { type: 'typed', text: '2d6!' }], '2d6!'],
  ['a tap after typing goes on typing', [{ type: 'typed', text: '@dex' }, die(20)], '@dex + 1d20'],
  ['a tap after an open sign', [{ type: 'typed', text: '@dex -' }, die(20)], '@dex - 1d20'],
  [
    'emptying the text empties the tray',
    [{ type: 'typed', text: 'x' }, { type: 'typed', text: '' }, die(4)],
    '1d4',
  ],
])('%s', (_name, events, expression) => {
  expect(play(...events)).toBe(expression)
})

test('whatever is tapped, the server can read it', () => {
  const sides = fc.constantFrom(...traySides)
  const event = fc.oneof(
    sides.map(die),
    sides.map((value): TrayEvent => ({ type: 'die-removed', sides: value })),
    fc.integer({ min: -200, max: 200 }).map((value): TrayEvent => ({ type: 'modifier-set', value })),
    fc
      .constantFrom('plain', 'advantage', 'disadvantage')
      .map((luck): TrayEvent => ({ type: 'luck-set', luck })),
    fc.option(fc.integer({ min: -3, max: 20 })).map((keep): TrayEvent => ({ type: 'keep-set', keep })),
  )
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), (events) => {
      const expression = play(...events)
      if (expression !== '') expect(parse(expression), expression).toMatchObject({ ok: true })
    }),
    { numRuns: 300 },
  )
})
