import { banner } from './emit-code.ts'

/** The units that may serve operations: the values of `x-service`. */
export const serviceNames = ['gateway_api', 'media_broker', 'party_sync'] as const

/** The text of `table-types.ts`: what rows and validators look like. Written once here, used by every emitter. */
export function emitTableTypes(): string {
  return `${banner}
/** One finding of a validator, in Ajv's shape. */
export interface ValidationError {
  /** JSON pointer into the checked value. */
  readonly instancePath: string
  readonly schemaPath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
  readonly message?: string
}

/** A generated validator. After a refusal \`errors\` holds every finding, until the next call. */
export interface Validator<Value = unknown> {
  (value: unknown): value is Value
  errors?: readonly ValidationError[] | null
}

/** The HTTP methods of the contract. */
export type Method = 'DELETE' | 'GET' | 'HEAD' | 'OPTIONS' | 'PATCH' | 'POST' | 'PUT'

/** Alternatives; each names the schemes that must hold together. An empty list means public. */
export type SecurityRequirements = readonly Readonly<Record<string, readonly string[]>>[]

/** A unit that serves operations of the contract. */
export type ServiceName = ${serviceNames.map((name) => `'${name}'`).join(' | ')}

/** One row of the operation table: what a binder must know to serve the operation. */
export interface OperationRow {
  readonly id: string
  readonly method: Method
  /** The path in Fastify's form. */
  readonly url: string
  /** The unit that serves it. */
  readonly service: ServiceName
  /** The first tag; names the web app's validator module. */
  readonly domain: string
  readonly security: SecurityRequirements
  /** Takes an Idempotency-Key header. */
  readonly idempotent: boolean
  /** Demands an If-Match header: its absence is a 428. */
  readonly conditional: boolean
  readonly input: {
    /** Coerces in place: give it a copy. */
    readonly params: Validator | null
    /** Coerces in place; closed: an unknown query parameter is an error. */
    readonly querystring: Validator
    /** Coerces in place; names in lower case; open. */
    readonly headers: Validator | null
    readonly body: Validator | null
  }
  readonly bodyRequired: boolean
  /** By status, then media type; null where the body streams unchecked. */
  readonly responses: Readonly<Record<number, Readonly<Record<string, Validator | null>>>>
}

/** One row of the event table. */
export interface EventRow {
  readonly type: string
  readonly name: string
  readonly lane: 'durable' | 'ephemeral'
  readonly publish: 'client' | 'server'
  readonly audience: 'party' | 'listed'
  readonly validators: {
    /** The event as the server delivers it, closed. */
    readonly strict: Validator
    /** The event as a consumer reads it: unknown fields allowed. */
    readonly reader: Validator
    /** The event as a client publishes it (without what the server adds); null for server events. */
    readonly publish: Validator | null
    /** Its \`data\` alone, closed; null when the type has no schema file for it. */
    readonly data: Validator | null
  }
}

/** One row of the control-frame table. */
export interface FrameRow {
  readonly type: string
  readonly name: string
  /** Who sends it. */
  readonly direction: 'client' | 'server' | 'both'
  readonly validators: { readonly strict: Validator; readonly reader: Validator }
}
`
}
