import type { ResolveName } from '@rpg-bot/dice'

/** A character sheet as JSON. */
export type Sheet = Readonly<Record<string, unknown>>

/**
 * Looks up what `@name` stands for: a derived value by its name, else the number that a path leads to in the
 * sheet (`@abilities.dexterity`, `@attacks.0.bonus`). A flag counts as 1 or 0. Only what the sheet itself has
 * is found, never what JavaScript objects inherit.
 */
export function namesOf(sheet: Sheet, derived: ReadonlyMap<string, number> = new Map()): ResolveName {
  return (name) => derived.get(name) ?? numberAt(sheet, name)
}

function numberAt(sheet: Sheet, path: string): number | undefined {
  let value: unknown = sheet
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as Readonly<Record<string, unknown>>)[step]
  }
  if (typeof value === 'boolean') return value ? 1 : 0
  return typeof value === 'number' ? value : undefined
}
