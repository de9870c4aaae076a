/** A roll as the API gives it, as far as a card shows it. The server rolled; a card only tells. */
export interface RollView {
  /** As understood, names resolved. */
  printed: string
  label: string | null
  comment: string | null
  total: number
  groups: readonly {
    notation: string
    label: string | null
    dice: readonly { sides: number; value: number; kept: boolean; marks: readonly string[] }[]
  }[]
}

export type RollMood = 'plain' | 'crit' | 'fumble'

/** A single kept d20 decides: 20 is a triumph, 1 a disaster. Everything else is a plain roll. */
export function rollMood(roll: RollView): RollMood {
  const twenties = roll.groups.flatMap((group) => group.dice).filter((die) => die.sides === 20 && die.kept)
  if (twenties.length !== 1) return 'plain'
  if (twenties[0]?.value === 20) return 'crit'
  return twenties[0]?.value === 1 ? 'fumble' : 'plain'
}

/** Dice beyond this number are counted, not drawn. */
const drawn = 18

export interface DrawnDie {
  key: string
  sides: number
  value: number
  kept: boolean
  exploded: boolean
}

/** The dice to draw, in the order they fell, and how many more there are. */
export function diceToDraw(roll: RollView): { dice: DrawnDie[]; more: number } {
  const all = roll.groups.flatMap((group, row) =>
    group.dice.map((die, column) => ({
      key: `${row}-${column}`,
      sides: die.sides,
      value: die.value,
      kept: die.kept,
      exploded: die.marks.includes('exploded'),
    })),
  )
  return { dice: all.slice(0, drawn), more: Math.max(0, all.length - drawn) }
}
