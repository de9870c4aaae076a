import type { ResolveName } from '@rpg-bot/dice'
import type { Schema as ContractSchema } from '@rpg-bot/rpg_contracts'
import { checkRollExpression } from './check-formulas.ts'
import { schemaAt } from './check-sheet-schema.ts'
import type { SystemDefinition } from './rule-system.ts'

type Field = ContractSchema<'SheetField'>
type Json = Readonly<Record<string, unknown>>

/** The type of value that each control edits. */
const typeOfKind: Readonly<Record<Field['kind'], string>> = {
  number: 'integer',
  counter: 'integer',
  text: 'string',
  longtext: 'string',
  choice: 'string',
  flag: 'boolean',
}

/**
 * What is wrong with a layout: fields that lead nowhere or to something that their control cannot edit, bounds
 * and choices that differ from those of the sheet, unknown derived values, rolls that do not roll, repetitions.
 */
export function checkLayout(definition: SystemDefinition, names: ResolveName): string[] {
  const { layout } = definition
  const fields = layout.flatMap((section, index) =>
    section.fields.map((field, place) => ({ field, at: `/layout/${index}/fields/${place}` })),
  )
  return [
    ...repetitions(layout.map(({ id }) => id)).map((id) => `/layout has two sections ${id}`),
    ...repetitions(fields.map(({ field }) => field.pointer)).map((id) => `/layout shows ${id} twice`),
    ...fields.flatMap(({ field, at }) =>
      [
        ...checkValue(definition.sheetSchema, field),
        ...(field.derived === undefined || Object.hasOwn(definition.derived, field.derived)
          ? []
          : [`derived: there is no ${field.derived}`]),
        ...(field.roll === undefined
          ? []
          : checkRollExpression(field.roll.expression, names).map((why) => `roll: ${why}`)),
      ].map((why) => `${at} ${why}`),
    ),
  ]
}

function checkValue(sheetSchema: Json, field: Field): string[] {
  const schema = schemaAt(sheetSchema, field.pointer)
  if (schema === undefined) return [`pointer ${field.pointer} leads nowhere in some sheets`]
  if (schema['type'] !== typeOfKind[field.kind]) return [`is no ${field.kind}: ${field.pointer}`]
  return [
    ...checkBounds(schema, field),
    ...checkMaximumPointer(sheetSchema, field),
    ...checkOptions(schema, field),
  ]
}

function checkBounds(schema: Json, field: Field): string[] {
  const low = Number(schema['minimum'])
  const high = Number(schema['maximum'])
  return [
    ...(field.minimum === undefined || field.minimum >= low ? [] : [`minimum is below that of the sheet`]),
    ...(field.maximum === undefined || field.maximum <= high ? [] : [`maximum is above that of the sheet`]),
  ]
}

function checkMaximumPointer(sheetSchema: Json, { maximumPointer }: Field): string[] {
  if (maximumPointer === undefined) return []
  const isNumber = schemaAt(sheetSchema, maximumPointer)?.['type'] === 'integer'
  return isNumber ? [] : [`maximumPointer ${maximumPointer} leads to no number`]
}

function checkOptions(schema: Json, { kind, options }: Field): string[] {
  if (kind !== 'choice') return options === undefined ? [] : ['options belong to a choice']
  const offered = (options ?? []).map(({ value }) => value).toSorted()
  const possible = Array.isArray(schema['enum']) ? (schema['enum'] as string[]).toSorted() : []
  return JSON.stringify(offered) === JSON.stringify(possible) ? [] : ['options are not those of the sheet']
}

function repetitions(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))]
}
