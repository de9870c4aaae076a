import type { ContractModel } from '../emit-validators.ts'
import type { Finding } from '../finding.ts'
import type { Layout } from '../layout.ts'

/** What every gate looks at: where the contract is, and what it says. */
export interface GateContext {
  readonly layout: Layout
  readonly model: ContractModel
}

/** A check that a contract passes with no findings. */
export interface Gate {
  readonly name: string
  run(context: GateContext): Promise<Finding[]>
}
