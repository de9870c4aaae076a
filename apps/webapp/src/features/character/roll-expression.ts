export type Advantage = 'none' | 'advantage' | 'disadvantage'

/** A single d20 that nothing is done to yet: the only place where the grammar takes `adv` and `dis`. */
const singleD20 = /(?<![\w.@])1?d20(?![\w%]|\s*(?:adv|dis|k|p|rr|ro|ra|e|mi|ma)[hl<>\d]?)/i

/** Whether advantage means anything for this expression. */
export function takesAdvantage(expression: string): boolean {
  return singleD20.test(expression)
}

/** The expression with `adv` or `dis` behind its first d20; unchanged where that means nothing. */
export function withAdvantage(expression: string, advantage: Advantage): string {
  if (advantage === 'none') return expression
  return expression.replace(singleD20, `1d20${advantage === 'advantage' ? 'adv' : 'dis'}`)
}
