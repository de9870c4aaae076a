import type { DiceErrorCode } from '@rpg-bot/dice'
import { type MessageId, msg } from '../../../i18n/message-id.ts'

/** What to say about each mistake in a dice expression. */
export const diceWords: Readonly<Record<DiceErrorCode, MessageId>> = {
  dice_empty: msg('party.dice.fault.empty'),
  dice_syntax: msg('party.dice.fault.syntax'),
  dice_count: msg('party.dice.fault.count'),
  dice_sides: msg('party.dice.fault.sides'),
  dice_advantage: msg('party.dice.fault.advantage'),
  dice_operation: msg('party.dice.fault.operation'),
  dice_selector: msg('party.dice.fault.selector'),
  dice_limit_length: msg('party.dice.fault.length'),
  dice_limit_integer: msg('party.dice.fault.integer'),
  dice_limit_sides: msg('party.dice.fault.too-many-sides'),
  dice_limit_dice: msg('party.dice.fault.too-many-dice'),
  dice_limit_total_dice: msg('party.dice.fault.too-many-dice'),
  dice_limit_depth: msg('party.dice.fault.depth'),
  dice_limit_explosions: msg('party.dice.fault.explosions'),
  dice_limit_printed: msg('party.dice.fault.length'),
  dice_limit_steps: msg('party.dice.fault.steps'),
  dice_name_unknown: msg('party.dice.fault.name'),
  dice_name_value: msg('party.dice.fault.name'),
  dice_division_by_zero: msg('party.dice.fault.zero'),
  dice_overflow: msg('party.dice.fault.overflow'),
}
