import type { DiceNode, Operation, OperationName, Selector } from './ast.ts'
import { discard, type LiveDie, mark } from './die.ts'
import { select } from './select.ts'
import type { Table } from './table.ts'

/** Operations of one kind that stand side by side: `kh1kl1` keeps the highest and the lowest. */
export type OperationGroup = { readonly name: OperationName; readonly selectors: Selector[] }

/** Joins neighbours of one kind. */
export function groupOperations(operations: readonly Operation[]): OperationGroup[] {
  const groups: OperationGroup[] = []
  for (const { name, selector } of operations) {
    const last = groups.at(-1)
    if (last?.name === name) last.selectors.push(selector)
    else groups.push({ name, selectors: [selector] })
  }
  return groups
}

/** Rolls the dice of a term and does to them what its operations say. */
export function rollDice(table: Table, node: DiceNode): LiveDie[] {
  const dice = Array.from({ length: node.count }, () => table.roll(node))
  for (const group of groupOperations(node.operations)) applyGroup({ table, node, dice }, group)
  return dice
}

type Work = { readonly table: Table; readonly node: DiceNode; readonly dice: LiveDie[] }

function applyGroup(work: Work, { name, selectors }: OperationGroup): void {
  switch (name) {
    case 'keep':
    case 'drop':
      keepOrDrop(work, selectors, name)
      break
    case 'reroll':
      rerollAll(work, selectors)
      break
    case 'reroll-once':
      reroll(work, chosen(work, selectors))
      break
    case 'reroll-and-add':
      explode(work, [...chosen(work, selectors)].slice(0, 1))
      break
    case 'explode':
      explodeAll(work, selectors)
      break
    case 'minimum':
    case 'maximum':
      for (const { value } of selectors) bound(work, name, value)
  }
}

function counting({ table, node, dice }: Work): LiveDie[] {
  const counted = dice.filter((die) => die.kept)
  table.step(counted.length, node)
  return counted
}

function chosen(work: Work, selectors: readonly Selector[]): Set<LiveDie> {
  return select(counting(work), selectors)
}

function keepOrDrop(work: Work, selectors: readonly Selector[], name: 'keep' | 'drop'): void {
  const selected = chosen(work, selectors)
  for (const die of counting(work)) {
    if (selected.has(die) === (name === 'drop')) discard(die, 'dropped')
  }
}

function rerollAll(work: Work, selectors: readonly Selector[]): void {
  for (;;) {
    const selected = chosen(work, selectors)
    if (selected.size === 0) return
    reroll(work, selected)
  }
}

function reroll(work: Work, selected: ReadonlySet<LiveDie>): void {
  for (const die of selected) {
    discard(die, 'rerolled')
    addDie(work)
  }
}

function explodeAll(work: Work, selectors: readonly Selector[]): void {
  const done = new Set<LiveDie>()
  for (;;) {
    const selected = [...chosen(work, selectors)].filter((die) => !done.has(die))
    if (selected.length === 0) return
    explode(work, selected)
    for (const die of selected) done.add(die)
  }
}

function explode(work: Work, selected: readonly LiveDie[]): void {
  for (const die of selected) {
    work.table.countExplosion(work.node)
    mark(die, 'exploded')
    addDie(work)
  }
}

function addDie({ table, node, dice }: Work): void {
  dice.push(table.roll(node))
}

function bound(work: Work, name: 'minimum' | 'maximum', value: number): void {
  for (const die of counting(work)) {
    if (name === 'minimum' ? die.value >= value : die.value <= value) continue
    die.value = value
    mark(die, name === 'minimum' ? 'raised' : 'lowered')
  }
}
