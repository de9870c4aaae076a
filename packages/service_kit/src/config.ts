import { inspect } from 'node:util'
import type { z } from 'zod'

type Shape = Readonly<Record<string, z.ZodType>>
type ValuesOf<Fields extends Shape> = { readonly [Key in keyof Fields]: z.output<Fields[Key]> }

/** A configuration: its fields, the secret ones apart, and the names of their variables. */
export type ConfigDefinition<Settings extends Shape = Shape, Secrets extends Shape = Shape> = {
  readonly prefix: string
  readonly settings: Settings
  readonly secrets: Secrets
  readonly shared: Readonly<Record<string, string>>
}

/** What {@link readConfig} gives: settings that may be logged, and secrets that never are. */
export type ConfigOf<Definition extends ConfigDefinition> = {
  readonly settings: ValuesOf<Definition['settings']>
  readonly secrets: ValuesOf<Definition['secrets']> & SecretValues
}

/** Every secret is listed for the logger; printing or serialising the object shows none of them. */
export type SecretValues = { readonly list: () => readonly string[] }

/** Everything that is wrong with a configuration, at once. It names variables and never repeats their values. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(
      `The configuration has ${problems.length} problem(s):\n${problems.map((problem) => `- ${problem}`).join('\n')}`,
    )
    this.problems = problems
  }
}

/**
 * Defines a configuration. The field `maxInFlight` of the unit with the prefix `PARTY_SYNC` is read from
 * `PARTY_SYNC_MAX_IN_FLIGHT`; a field in `shared` from the variable named there, such as `DATABASE_URL`.
 */
export function defineConfig<
  const Settings extends Shape,
  const Secrets extends Shape = Record<never, never>,
>(
  fields: { settings: Settings; secrets?: Secrets },
  options: { prefix: string; shared?: { readonly [Key in keyof (Settings & Secrets)]?: string } },
): ConfigDefinition<Settings, Secrets> {
  if (!/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(options.prefix))
    throw new Error(`${options.prefix} cannot be a prefix of variables.`)
  const secrets = fields.secrets ?? ({} as Secrets)
  for (const name of Object.keys(secrets))
    if (name in fields.settings || name === 'list') throw new Error(`${name} cannot be a secret here.`)
  return Object.freeze({
    prefix: options.prefix,
    settings: fields.settings,
    secrets,
    shared: (options.shared ?? {}) as Readonly<Record<string, string>>,
  })
}

/** The name of a field's variable. */
export function variableOf(definition: ConfigDefinition, field: string): string {
  return (
    definition.shared[field] ??
    `${definition.prefix}_${field.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase()}`
  )
}

// Variables that Kubernetes makes for a service of the same name.
const platformVariable = /_(SERVICE_(HOST|PORT)(_.*)?|PORT(_\d+_(TCP|UDP)(_.*)?)?)$/

/**
 * Reads a configuration from environment variables and freezes it. An empty variable counts as absent. A
 * variable with our prefix that no field reads is a problem: it is a misspelt one.
 * Throws {@link ConfigError} with every problem.
 */
export function readConfig<Definition extends ConfigDefinition>(
  definition: Definition,
  environment: Readonly<Record<string, string | undefined>>,
): ConfigOf<Definition> {
  const problems: string[] = []
  const settings = readFields(definition.settings)
  const secrets = readFields(definition.secrets)
  const known = new Set(
    [...Object.keys(definition.settings), ...Object.keys(definition.secrets)].map((field) =>
      variableOf(definition, field),
    ),
  )
  for (const variable of Object.keys(environment))
    if (
      variable.startsWith(`${definition.prefix}_`) &&
      !known.has(variable) &&
      !platformVariable.test(variable)
    )
      problems.push(`${variable}: there is no such setting`)
  if (problems.length > 0) throw new ConfigError(problems)
  return Object.freeze({
    settings: Object.freeze(settings),
    secrets: hideSecrets(secrets),
  }) as ConfigOf<Definition>

  function readFields(fields: Shape): Record<string, unknown> {
    const values: Record<string, unknown> = {}
    for (const [field, schema] of Object.entries(fields)) {
      const variable = variableOf(definition, field)
      const text = environment[variable]
      const result = schema.safeParse(text === '' ? undefined : text)
      if (result.success) values[field] = freezeDeep(result.data)
      else if (text === undefined || text === '') problems.push(`${variable}: is missing`)
      else for (const { message } of result.error.issues) problems.push(`${variable}: ${message}`)
    }
    return values
  }
}

function hideSecrets(values: Record<string, unknown>): Record<string, unknown> {
  const list = () => Object.values(values).filter((value) => typeof value === 'string')
  const hidden = () => '[secrets]'
  Object.defineProperties(values, {
    list: { value: list, enumerable: false },
    toJSON: { value: hidden, enumerable: false },
    toString: { value: hidden, enumerable: false },
    [inspect.custom]: { value: hidden, enumerable: false },
  })
  return Object.freeze(values)
}

function freezeDeep(value: unknown): unknown {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    for (const item of Object.values(value)) freezeDeep(item)
    Object.freeze(value)
  }
  return value
}

/**
 * The text of `.env.example`: every variable with its description, whether it must be set, and its default.
 * Secrets have no value there.
 */
export function envExample(definition: ConfigDefinition): string {
  const sections = [
    ...Object.entries(definition.settings).map(([field, schema]) => describe(field, schema, false)),
    ...Object.entries(definition.secrets).map(([field, schema]) => describe(field, schema, true)),
  ]
  return `${sections.join('\n\n')}\n`

  function describe(field: string, schema: z.ZodType, secret: boolean): string {
    const absent = schema.safeParse(undefined)
    const notes = [
      schema.description,
      secret ? 'Secret.' : undefined,
      absent.success ? undefined : 'Must be set.',
    ]
    const comment = notes.filter((note) => note !== undefined).map((note) => `# ${note}\n`)
    const example = secret || !absent.success ? '' : exampleOf(absent.data)
    const assignment = `${variableOf(definition, field)}=${example}`
    return `${comment.join('')}${absent.success ? '# ' : ''}${assignment}`
  }
}

function exampleOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.join(',')
  if (typeof value === 'boolean') return value ? '1' : '0'
  return String(value)
}

/**
 * Whether this is development: only when `RPG_BOT_DEVELOPMENT` is exactly `1`. Anything else, also a missing or
 * misspelt variable, is production.
 */
export function isDevelopment(environment: Readonly<Record<string, string | undefined>>): boolean {
  return environment.RPG_BOT_DEVELOPMENT === '1'
}
