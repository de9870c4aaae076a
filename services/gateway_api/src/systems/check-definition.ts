import { operationTable, problemDetails } from '@rpg-bot/rpg_contracts'
import { checkDerived } from './check-formulas.ts'
import { checkLayout } from './check-layout.ts'
import { checkSheetSchema } from './check-sheet-schema.ts'
import {
  compileSheetSchema,
  createRuleSystem,
  type RuleSystem,
  type SystemDefinition,
} from './rule-system.ts'

/** A rule system, or everything that is wrong with its definition. */
export type CheckedDefinition =
  | { readonly ok: true; readonly system: RuleSystem }
  | { readonly ok: false; readonly problems: readonly string[] }

/**
 * Checks a definition as it was read from its file: against the contract, then everything in it against
 * everything else, so that no sheet can be made that breaks later.
 */
export function checkDefinition(value: unknown): CheckedDefinition {
  const shape = contractProblems(value)
  if (shape.length > 0) return { ok: false, problems: shape }
  const definition = value as SystemDefinition
  const { sheetSchema, defaultSheet, derived } = definition
  const schema = checkSheetSchema(sheetSchema).map((why) => `/sheetSchema${why}`)
  if (schema.length > 0) return { ok: false, problems: schema }
  const fits = compileSheetSchema(sheetSchema)
  // Formulas and layout are tried on this sheet: without a good one they would only repeat what is wrong.
  if (!fits(defaultSheet)) return { ok: false, problems: findings('/defaultSheet', fits.errors) }
  const formulas = checkDerived(derived, defaultSheet)
  if (formulas.length > 0) return { ok: false, problems: formulas }
  const system = createRuleSystem(definition, fits)
  const problems = [
    ...system.checkSheet(defaultSheet).map(({ message }) => `/defaultSheet ${message}`),
    ...checkLayout(definition, system.namesOf(defaultSheet)),
  ]
  return problems.length > 0 ? { ok: false, problems } : { ok: true, system }
}

function contractProblems(value: unknown): string[] {
  const fits = operationTable.find(({ id }) => id === 'getSystem')?.responses[200]?.['application/json']
  if (fits === undefined || fits === null) throw new Error('The contract has no rule systems')
  return fits(value) ? [] : findings('', fits.errors)
}

function findings(at: string, errors: Parameters<typeof problemDetails>[1]): string[] {
  return problemDetails('body', errors).map(({ pointer, message }) => `${at}${pointer || '/'} ${message}`)
}
