import type { OperationId, Validator } from '@rpg-bot/rpg_contracts'
import { type ContractCheck, createId, RpgProblem, routes } from '@rpg-bot/rpg_sdk'
import { type Domain, domainOf } from './api/validator-loaders.ts'

type Validators = Readonly<Record<string, Validator>>

/** Generated validators of one domain, as `@rpg-bot/rpg_contracts/validators/<domain>` exports them. */
export interface DomainValidators {
  /** Bodies to be sent, closed. */
  readonly bodies: Validators
  /** Bodies that were received, unknown fields allowed. */
  readonly results: Validators
  /** Events as they are delivered, unknown fields allowed. */
  readonly events?: Validators
  /** Events as they are published, closed. */
  readonly publishes?: Validators
  /** Control frames of the live channel, unknown fields allowed. */
  readonly receivedFrames?: Validators
}

/** What is checked against the contract: strict in what is sent, tolerant of unknown fields in what comes. */
export interface Contract {
  /** Adds domains that a feature brought itself; adding one twice changes nothing. */
  add(domains: readonly DomainValidators[]): void
  /** Fetches the validators of a domain, once. When that fails, what belongs to it passes until it succeeds. */
  need(domain: Domain): Promise<void>
  /** For the API client: a body that does not fit is refused before it is sent, or before it is used. */
  readonly check: ContractCheck
  /** Whether an event or a control frame fits; one of an unknown type does. */
  receives(message: { readonly type: string }): boolean
  /** What is wrong with an event that is to be published, or null. */
  publishFault(type: string, data: object): string | null
}

export interface ContractOptions {
  /** Where validators come from; without it only those that features bring are used. */
  load?: Readonly<Record<Domain, () => Promise<DomainValidators>>>
  /** Hears that validators could not be fetched: the server checks everything again, so play goes on. */
  onUnavailable?: (error: unknown, domain: Domain) => void
}

/** Starts without validators: they come with the first call of their domain, beside the answer. */
export function createContract({ load, onUnavailable }: ContractOptions = {}): Contract {
  const known = {
    bodies: new Map<string, Validator>(),
    results: new Map<string, Validator>(),
    incoming: new Map<string, Validator>(),
    publishes: new Map<string, Validator>(),
  }
  const fetches = new Map<Domain, Promise<void>>()
  const keep = (target: Map<string, Validator>, validators: Validators = {}) => {
    for (const [name, validator] of Object.entries(validators)) target.set(name, validator)
  }

  function add(domains: readonly DomainValidators[]): void {
    for (const domain of domains) {
      keep(known.bodies, domain.bodies)
      keep(known.results, domain.results)
      keep(known.incoming, domain.events)
      keep(known.incoming, domain.receivedFrames)
      keep(known.publishes, domain.publishes)
    }
  }

  function need(domain: Domain): Promise<void> {
    const started = fetches.get(domain)
    if (started !== undefined || load === undefined) return started ?? Promise.resolve()
    const fetching = load[domain]()
      .then((validators) => add([validators]))
      .catch((error: unknown) => {
        fetches.delete(domain)
        onUnavailable?.(error, domain)
      })
    fetches.set(domain, fetching)
    return fetching
  }

  const needOf = (id: OperationId): Promise<void> => {
    const domain = domainOf(routes[id].path)
    return domain === null ? Promise.resolve() : need(domain)
  }

  return {
    add,
    need,
    check: {
      request(id, body) {
        // Without a body nothing has to be waited for: the validators travel beside the request.
        const ready = known.bodies.has(id) || body === undefined
        const fetching = known.results.has(id) ? undefined : needOf(id)
        if (ready) return refuse('request_invalid', id, faultOf(known.bodies.get(id), body))
        return (fetching ?? needOf(id)).then(() =>
          refuse('request_invalid', id, faultOf(known.bodies.get(id), body)),
        )
      },
      response(id, status, body) {
        if (status >= 300 || body === undefined) return
        const check = () => refuse('answer_invalid', id, faultOf(known.results.get(id), body))
        return known.results.has(id) ? check() : needOf(id).then(check)
      },
    },
    receives: (message) => faultOf(known.incoming.get(message.type), message) === null,
    publishFault(type, data) {
      const id = createId()
      const source = `/parties/${id}`
      return faultOf(known.publishes.get(type), {
        specversion: '1.0',
        id,
        type,
        source,
        datacontenttype: 'application/json',
        data,
      })
    },
  }
}

function faultOf(validator: Validator | undefined, value: unknown): string | null {
  if (validator === undefined || value === undefined || validator(value)) return null
  const first = validator.errors?.[0]
  return `${first?.instancePath ?? ''} ${first?.message ?? 'is wrong'}`.trim()
}

function refuse(code: string, id: OperationId, fault: string | null): void {
  if (fault === null) return
  throw new RpgProblem({ code, status: 0, title: `${id} does not fit the contract`, detail: fault })
}
