/** Dice of the tray, as they lie in it. */
export const traySides = [4, 6, 8, 10, 12, 20, 100] as const
export type TraySides = (typeof traySides)[number]

export type Luck = 'plain' | 'advantage' | 'disadvantage'

/** What was put into the tray with taps, or what was typed instead. Immutable. */
export interface Tray {
  /** How many of each, in the order in which the kinds were first tapped. */
  readonly dice: readonly { readonly sides: TraySides; readonly count: number }[]
  readonly modifier: number
  readonly luck: Luck
  /** Only the best so many of the largest handful count; null: all do. */
  readonly keep: number | null
  /** Typed by hand; it wins over the dice until it is emptied. */
  readonly typed: string | null
}

export const emptyTray: Tray = { dice: [], modifier: 0, luck: 'plain', keep: null, typed: null }

/** Dice of one kind that fit: the server takes a hundred a term. */
const mostDice = 100
/** Largest modifier that can be tapped together. */
const mostModifier = 99

export type TrayEvent =
  | { type: 'die-added' | 'die-removed'; sides: TraySides }
  | { type: 'modifier-set'; value: number }
  | { type: 'luck-set'; luck: Luck }
  | { type: 'keep-set'; keep: number | null }
  | { type: 'typed'; text: string }
  | { type: 'emptied' }

/** Pure: the tray after something happened. */
export function nextTray(tray: Tray, event: TrayEvent): Tray {
  switch (event.type) {
    case 'die-added':
      return tray.typed === null ? tidy(addDie(tray, event.sides)) : typeDie(tray, event.sides)
    case 'die-removed':
      return tidy(removeDie(tray, event.sides))
    case 'modifier-set':
      return { ...tray, modifier: Math.max(-mostModifier, Math.min(mostModifier, event.value)) }
    case 'luck-set':
      return tidy({ ...tray, luck: event.luck, dice: withTwenty(tray, event.luck) })
    case 'keep-set':
      return tidy({ ...tray, keep: event.keep })
    case 'typed':
      return event.text === '' ? emptyTray : { ...emptyTray, typed: event.text }
    case 'emptied':
      return emptyTray
  }
}

/** The expression to be rolled; empty while there is nothing in the tray. */
export function trayExpression(tray: Tray): string {
  if (tray.typed !== null) return tray.typed
  const best = keepable(tray)
  const terms = tray.dice.map(({ sides, count }) => {
    if (sides === 20 && tray.luck !== 'plain') return luckyTerm(count, tray.luck)
    const kept = tray.keep !== null && sides === best?.sides ? `kh${tray.keep}` : ''
    return `${count}d${sides}${kept}`
  })
  if (terms.length === 0 && tray.modifier === 0) return ''
  const sum = terms.join(' + ')
  if (tray.modifier === 0) return sum
  const size = Math.abs(tray.modifier)
  const sign = tray.modifier < 0 ? '-' : '+'
  return sum === '' ? `${tray.modifier < 0 ? '-' : ''}${size}` : `${sum} ${sign} ${size}`
}

/** The handful of which the best may be kept: the largest one of at least two, the last of equals. */
export function keepable(tray: Tray): { sides: TraySides; count: number } | null {
  let best: { sides: TraySides; count: number } | null = null
  for (const handful of tray.dice) {
    if (handful.count < 2 || (handful.sides === 20 && tray.luck !== 'plain')) continue
    if (best === null || handful.count >= best.count) best = handful
  }
  return best
}

/** With luck one d20 is thrown twice and the better or worse one counts; more of them stay beside it. */
function luckyTerm(count: number, luck: Luck): string {
  const pair = luck === 'advantage' ? '2d20kh1' : '2d20kl1'
  return count > 1 ? `${pair} + ${count - 1}d20` : pair
}

function addDie(tray: Tray, sides: TraySides): Tray {
  const known = tray.dice.some((handful) => handful.sides === sides)
  const dice = known
    ? tray.dice.map((handful) =>
        handful.sides === sides ? { sides, count: Math.min(mostDice, handful.count + 1) } : handful,
      )
    : [...tray.dice, { sides, count: 1 }]
  return { ...tray, dice }
}

function removeDie(tray: Tray, sides: TraySides): Tray {
  const dice = tray.dice
    .map((handful) => (handful.sides === sides ? { sides, count: handful.count - 1 } : handful))
    .filter(({ count }) => count > 0)
  return { ...tray, dice }
}

function typeDie(tray: Tray, sides: TraySides): Tray {
  const text = (tray.typed ?? '').trimEnd()
  const glue = text === '' || /[+\-*/(,]$/.test(text) ? ' ' : ' + '
  return { ...tray, typed: `${text}${glue}1d${sides}`.trimStart() }
}

/** Asking for luck without a d20 puts one into the tray. */
function withTwenty(tray: Tray, luck: Luck): Tray['dice'] {
  if (luck === 'plain' || tray.typed !== null) return tray.dice
  return tray.dice.some(({ sides }) => sides === 20) ? tray.dice : [...tray.dice, { sides: 20, count: 1 }]
}

/** What no longer makes sense goes: keeping more than there is, luck without a d20. */
function tidy(tray: Tray): Tray {
  const luck = tray.dice.some(({ sides }) => sides === 20) ? tray.luck : 'plain'
  const best = keepable({ ...tray, luck })
  const keep = tray.keep === null || best === null ? null : Math.max(1, Math.min(tray.keep, best.count - 1))
  return { ...tray, luck, keep }
}
