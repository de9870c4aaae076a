import { type Expression, parse, type ResolveName, roll } from '@rpg-bot/dice'
import { type Schema as ContractSchema, type ProblemDetail, problemDetails } from '@rpg-bot/rpg_contracts'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { namesOf, type Sheet } from './sheet-names.ts'

/** A rule system as its file and the contract have it. */
export type SystemDefinition = ContractSchema<'System'>

/** Largest sheet, in bytes of UTF-8 as JSON without white space. */
export const MAX_SHEET_BYTES = 32 * 1024

/** Bound of a derived value; the contract has the same. */
const MAX_DERIVED = 1_000_000_000

/** What a rule system computes from a sheet. */
export type Derived = {
  readonly values: ReadonlyMap<string, number>
  /** Names that this sheet gives no number for, and why. */
  readonly failed: readonly { readonly name: string; readonly why: string }[]
}

/** A rule system that sheets can be made with. */
export type RuleSystem = {
  readonly definition: SystemDefinition
  /** Everything that is wrong with a sheet; pointers lead into the sheet itself. Empty when it fits. */
  checkSheet(sheet: Sheet): ProblemDetail[]
  /** Computes the derived values. A sheet of an older version may lack something: what cannot be is left out. */
  derive(sheet: Sheet): Derived
  /** What `@name` stands for on a sheet, derived values included. */
  namesOf(sheet: Sheet): ResolveName
}

type Formula = { readonly name: string; readonly ast: Expression }

/**
 * Makes a rule system ready for use. `checkDefinition` finds what is wrong with a definition and says it better.
 *
 * @param fits the validator of its sheet
 * @throws Error when the schema of its sheet does not compile or an expression cannot be read
 */
export function createRuleSystem(
  definition: SystemDefinition,
  fits: ValidateFunction = compileSheetSchema(definition.sheetSchema),
): RuleSystem {
  const formulas = Object.entries(definition.derived).map(([name, text]): Formula => {
    const parsed = parse(text)
    if (!parsed.ok) throw new Error(`derived ${name}: ${parsed.error.message}`)
    return { name, ast: parsed.ast }
  })
  const derive = (sheet: Sheet): Derived => computeAll(formulas, sheet)
  return {
    definition,
    derive,
    namesOf(sheet) {
      // Most rolls name nothing, and nothing needs to be computed for them.
      let all: ResolveName | undefined
      return (name) => {
        all ??= namesOf(sheet, derive(sheet).values)
        return all(name)
      }
    },
    checkSheet(sheet) {
      const size = Buffer.byteLength(JSON.stringify(sheet))
      if (size > MAX_SHEET_BYTES) {
        return [problem('', 'maxBytes', `must not have more than ${MAX_SHEET_BYTES} bytes as JSON`)]
      }
      if (!fits(sheet)) return problemDetails('body', fits.errors)
      return derive(sheet).failed.map(({ name, why }) => problem('', 'derived', `gives no ${name}: ${why}`))
    },
  }
}

/** The validator of a sheet. @throws Error when the schema is none */
export function compileSheetSchema(schema: SystemDefinition['sheetSchema']): ValidateFunction {
  return new Ajv2020({ strict: true, allErrors: true }).compile(schema)
}

/** In order: a formula may use those before it. */
function computeAll(formulas: readonly Formula[], sheet: Sheet): Derived {
  const values = new Map<string, number>()
  const failed: { name: string; why: string }[] = []
  const resolve = namesOf(sheet, values)
  for (const { name, ast } of formulas) {
    const result = roll(ast, { randomBytes: noDice, resolve })
    if (!result.ok) failed.push({ name, why: result.error.message })
    else if (Math.abs(result.total) > MAX_DERIVED) failed.push({ name, why: 'The number is too large.' })
    else values.set(name, result.total)
  }
  return { values, failed }
}

function noDice(): never {
  throw new Error('Derived values have no dice')
}

function problem(pointer: string, rule: string, message: string): ProblemDetail {
  return { in: 'body', pointer, rule, message: message.slice(0, 1024) }
}
