import { createRequire } from 'node:module'
import type { RulesetDefinition } from '@stoplight/spectral-core'
import type { Finding } from '../finding.ts'
import { type JsonObject, valueAt } from '../json-value.ts'
import { operationRules } from './operation-rules.ts'
import type { DocumentRule } from './rule.ts'
import { schemaRules } from './schema-rules.ts'

// The packages are CommonJS, and their types describe another module system.
const require = createRequire(import.meta.url)
const { Spectral } = require('@stoplight/spectral-core') as typeof import('@stoplight/spectral-core')
const owasp = require('@stoplight/spectral-owasp-ruleset') as {
  readonly rules: Readonly<Record<string, unknown>>
}

/** Which rules a bundle is held to. */
export type Scope = 'rest' | 'events'

/** Rules of the OWASP set that every schema obeys: the bounds the validators enforce. */
const owaspSchemaRules = ['array-limit', 'string-limit', 'integer-limit', 'integer-format'].map(
  (name) => `owasp:api4:2023-${name}`,
)

/**
 * Rules of the OWASP set that are off, with the reason.
 * The set is held to the whole list: a rule that appears in a new version is on until it is named here.
 */
export const owaspOff: Readonly<Record<string, string>> = {
  'owasp:api8:2023-define-cors-origin':
    'reports components.headers by mistake; CORS is an allow-list in the service',
  'owasp:api4:2023-string-restricted': 'free text has no pattern; the length bound stays',
  'owasp:api8:2023-define-error-validation':
    'asks for 400 on operations that take no input; 422 is our answer',
  'owasp:api8:2023-no-server-http': 'the server in the contract is a laptop',
  'owasp:api3:2023-no-additionalProperties': 'OpenAPI 3.0 only: rpg-closed-objects does it',
  'owasp:api3:2023-constrained-additionalProperties': 'OpenAPI 3.0 only: rpg-closed-objects does it',
  'owasp:api3:2023-constrained-unevaluatedProperties':
    'never alone: no-unevaluatedProperties refuses the same schema',
  'owasp:api4:2023-integer-limit-legacy': 'OpenAPI 3.0 only',
  'owasp:api8:2023-no-scheme-http': 'OpenAPI 2.0 only',
  'owasp:api2:2023-write-restricted': 'sign-in is public by nature: rpg-public-operations holds the list',
  'owasp:api2:2023-read-restricted':
    'keys and status are public by nature: rpg-public-operations holds the list',
}

/** The ids of every rule a scope turns on; each needs a sample that must fail. */
export function ruleIds(scope: Scope): string[] {
  const house = rulesOf(scope).map(({ id }) => id)
  const rest = Object.keys(owasp.rules).filter((id) => !(id in owaspOff))
  return [...house, ...(scope === 'rest' ? rest : owaspSchemaRules)]
}

function rulesOf(scope: Scope): readonly DocumentRule[] {
  return scope === 'rest' ? [...schemaRules, ...operationRules] : schemaRules
}

/** Runs the house rules and the OWASP set over a bundle, in this process. */
export async function lintBundle(bundle: JsonObject, scope: Scope): Promise<Finding[]> {
  const spectral = new Spectral()
  spectral.setRuleset(rulesetOf(scope))
  const results = await spectral.run(bundle as Record<string, unknown>)
  return results.map(({ code, path, message }) => ({
    rule: String(code),
    where: `/${path.join('/')}`,
    message,
  }))
}

function rulesetOf(scope: Scope): RulesetDefinition {
  const on = new Set(ruleIds(scope))
  const owaspRules = Object.keys(owasp.rules).map((id) => [id, on.has(id) ? 'error' : 'off'] as const)
  return {
    extends: [[owasp, 'all']],
    rules: {
      ...Object.fromEntries(owaspRules),
      ...Object.fromEntries(rulesOf(scope).map((rule) => [rule.id, spectralRule(rule)])),
    },
  } as unknown as RulesetDefinition
}

function spectralRule(rule: DocumentRule) {
  return {
    description: rule.why,
    message: '{{error}}',
    severity: 'error',
    given: '$',
    resolved: false,
    // biome-ignore lint/suspicious/noThenProperty: this is Spectral's word for what a rule does.
    then: {
      function: (document: unknown) => {
        const found: { message: string; path: (string | number)[] }[] = []
        rule.check(document as JsonObject, (pointer, message) => {
          found.push({ message: `${message}. ${rule.why}`, path: pathOf(document as JsonObject, pointer) })
        })
        return found
      },
    },
  }
}

/** A pointer as the path Spectral wants; one that leads nowhere would be reported at the root. */
function pathOf(document: JsonObject, pointer: string): string[] {
  const segments = pointer.split('/').slice(1)
  const known = valueAt(document, pointer) === undefined ? segments.slice(0, -1) : segments
  return known.map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
}
