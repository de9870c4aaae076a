import type { DiceNode, Expression } from './ast.ts'
import type { LiveDie } from './die.ts'
import { fail } from './error.ts'
import { type ByteSource, drawFace } from './faces.ts'
import type { DiceLimits } from './limits.ts'
import { positionOf } from './position.ts'

/** Where one roll throws its dice, and where they are counted. */
export type Table = ReturnType<typeof createTable>

/** A table for one roll. */
export function createTable({ randomBytes, limits }: { randomBytes: ByteSource; limits: DiceLimits }) {
  let thrown = 0
  let explosions = 0
  let steps = 0
  return {
    /** Throws one die of the term. */
    roll(node: DiceNode): LiveDie {
      thrown += 1
      if (thrown > limits.totalDice) {
        const message = `A roll has at most ${limits.totalDice} dice, rerolled ones included.`
        fail({ code: 'dice_limit_total_dice', position: positionOf(node), limit: limits.totalDice, message })
      }
      const face = drawFace(randomBytes, node.sides)
      return { sides: node.sides, face, value: face, kept: true, marks: [] }
    },
    /** Counts a die that calls for another. */
    countExplosion(node: Expression): void {
      explosions += 1
      if (explosions > limits.explosions) {
        const message = `A roll explodes at most ${limits.explosions} times.`
        fail({ code: 'dice_limit_explosions', position: positionOf(node), limit: limits.explosions, message })
      }
    },
    /** Counts work. */
    step(amount: number, node: Expression): void {
      steps += amount
      if (steps > limits.steps) {
        const message = 'This roll takes too much work.'
        fail({ code: 'dice_limit_steps', position: positionOf(node), limit: limits.steps, message })
      }
    },
    /** Dice thrown so far. */
    thrown: () => thrown,
  }
}
