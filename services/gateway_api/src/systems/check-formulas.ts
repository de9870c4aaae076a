import { type Expression, parse, type ResolveName, roll } from '@rpg-bot/dice'
import type { SystemDefinition } from './rule-system.ts'
import { namesOf, type Sheet } from './sheet-names.ts'

const derivedName = /^[a-z][A-Za-z0-9]{0,63}$/

/**
 * What is wrong with the derived values of a rule system: unreadable, with dice, with a divisor that some sheet
 * could make zero, with names that neither the sheet nor an earlier formula has, or hiding a value of the sheet.
 */
export function checkDerived(derived: SystemDefinition['derived'], sheet: Sheet): string[] {
  const values = new Map<string, number>()
  const resolve = namesOf(sheet, values)
  return Object.entries(derived).flatMap(([name, text]) => {
    const at = `/derived/${name}`
    if (!derivedName.test(name)) return [`${at} is not a camelCase name`]
    if (Object.hasOwn(sheet, name)) return [`${at} hides a value of the sheet`]
    const parsed = parse(text)
    if (!parsed.ok) return [`${at}: ${parsed.error.message}`]
    const faults = faultsOf(parsed.ast).map((fault) => `${at} ${fault}`)
    if (faults.length > 0) return faults
    const result = roll(parsed.ast, { randomBytes: zeros, resolve })
    if (!result.ok) return [`${at}: ${result.error.message}`]
    values.set(name, result.total)
    return []
  })
}

/** What is wrong with an expression that a tap rolls, tried on a sheet. Any seed will do: names count. */
export function checkRollExpression(text: string, names: ResolveName): string[] {
  const parsed = parse(text)
  if (!parsed.ok) return [parsed.error.message]
  const result = roll(parsed.ast, { randomBytes: zeros, resolve: names })
  if (!result.ok) return [result.error.message]
  return result.diceThrown > 0 ? [] : ['There are no dice to roll.']
}

const zeros = (length: number): Uint8Array => new Uint8Array(length)

function faultsOf(node: Expression): string[] {
  switch (node.type) {
    case 'dice':
      return ['has dice, but it is computed and not rolled']
    case 'set':
      return node.items.flatMap(faultsOf)
    case 'negate':
      return faultsOf(node.operand)
    case 'binary':
      return [...divisionFaults(node), ...faultsOf(node.left), ...faultsOf(node.right)]
    default:
      return []
  }
}

function divisionFaults({ operator, right }: Extract<Expression, { type: 'binary' }>): string[] {
  if (operator !== '/' || (right.type === 'integer' && right.value !== 0)) return []
  return ['divides by something that could be zero']
}
