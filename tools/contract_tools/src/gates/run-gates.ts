import type { Finding } from '../finding.ts'
import { asyncapiGate } from './asyncapi-gate.ts'
import { breakingGate } from './breaking-gate.ts'
import { commitGate, driftGate } from './drift-gate.ts'
import { examplesGate } from './examples-gate.ts'
import type { Gate, GateContext } from './gate.ts'
import { lintGate } from './lint-gate.ts'
import { structureGate } from './structure-gate.ts'
import { vectorsGate } from './vectors-gate.ts'

/** Every gate, in the order in which a finding is cheapest to mend. */
export const gates: readonly Gate[] = [
  structureGate,
  lintGate,
  asyncapiGate,
  driftGate,
  examplesGate,
  vectorsGate,
  breakingGate,
]

/** The gate that only holds in a clean clone: with work in progress the sources are rightly ahead. */
export const cleanCloneGate: Gate = commitGate

/** What one gate found, and how long it took. */
export interface GateResult {
  readonly name: string
  readonly findings: readonly Finding[]
  readonly milliseconds: number
}

/** Runs gates one after another and reports each; a gate that throws counts as one finding. */
export async function runGates(
  context: GateContext,
  chosen: readonly Gate[] = gates,
  clock: () => number = () => performance.now(),
): Promise<GateResult[]> {
  const results: GateResult[] = []
  for (const gate of chosen) {
    const start = clock()
    const findings = await gate
      .run(context)
      .catch((error: unknown): Finding[] => [
        { rule: `${gate.name}:failed`, where: layoutName(context), message: messageOf(error) },
      ])
    results.push({ name: gate.name, findings, milliseconds: Math.round(clock() - start) })
  }
  return results
}

function layoutName({ layout }: GateContext): string {
  return layout.contracts
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
