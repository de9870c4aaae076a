import type { OperationId, Validator } from '@rpg-bot/rpg_contracts'
import { type ContractCheck, RpgProblem } from '@rpg-bot/rpg_sdk'

/** Generated validators of one domain, as `@rpg-bot/rpg_contracts/validators/<domain>` exports them. */
export interface DomainValidators {
  /** Bodies to be sent, closed. */
  readonly bodies: Readonly<Record<string, Validator>>
  /** Bodies that were received, unknown fields allowed. */
  readonly results: Readonly<Record<string, Validator>>
}

/** What is checked against the contract. Validators come with the features that need them. */
export interface Contract {
  /** Adds domains; adding one twice changes nothing. */
  add(domains: readonly DomainValidators[]): void
  /** For the API client: a body that does not fit is refused before it is sent, or before it is used. */
  readonly check: ContractCheck
}

/** Starts without validators: an operation whose domain no opened feature brought passes unchecked. */
export function createContract(): Contract {
  const bodies = new Map<string, Validator>()
  const results = new Map<string, Validator>()
  return {
    add(domains) {
      for (const domain of domains) {
        for (const [id, validator] of Object.entries(domain.bodies)) bodies.set(id, validator)
        for (const [id, validator] of Object.entries(domain.results)) results.set(id, validator)
      }
    },
    check: {
      request(id, body) {
        const violation = violationOf(bodies.get(id), body)
        if (violation !== null) throw misfit('request_invalid', id, violation)
      },
      response(id, status, body) {
        const violation = status < 300 && body !== undefined ? violationOf(results.get(id), body) : null
        if (violation !== null) throw misfit('answer_invalid', id, violation)
      },
    },
  }
}

function violationOf(validator: Validator | undefined, body: unknown): string | null {
  if (validator === undefined || validator(body)) return null
  const first = validator.errors?.[0]
  return `${first?.instancePath ?? ''} ${first?.message ?? 'is wrong'}`.trim()
}

function misfit(code: string, id: OperationId, violation: string): RpgProblem {
  return new RpgProblem({ code, status: 0, title: `${id} does not fit the contract`, detail: violation })
}
