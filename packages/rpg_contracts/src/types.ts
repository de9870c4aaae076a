import type { components, operations } from './generated/openapi.d.ts'
import type { OperationId } from './generated/operations.ts'

type Schemas = components['schemas']

/** A schema of the contract by its name, such as `Schema<'Campaign'>`. */
export type Schema<Name extends keyof Schemas> = Schemas[Name]

/** RFC 9457 problem document. */
export type Problem = Schema<'Problem'>

/** Removes index signatures that the type generator adds to headers (`[name: string]: unknown`). */
type KnownKeys<T> = { [K in keyof T as string extends K ? never : K]: T[K] }

type ParametersOf<Id extends OperationId> = operations[Id] extends { parameters: infer P } ? P : never
type Part<P, Name extends string> = P extends { [K in Name]?: infer V }
  ? [V] extends [undefined]
    ? Record<never, never>
    : NonNullable<V>
  : Record<never, never>

/** Path parameters of an operation. */
export type PathOf<Id extends OperationId> = Part<ParametersOf<Id>, 'path'>
/** Query parameters of an operation, defaults filled in. */
export type QueryOf<Id extends OperationId> = Part<ParametersOf<Id>, 'query'>
/** Header parameters of an operation, names in lower case as Node gives them. */
export type HeadersOf<Id extends OperationId> = {
  [K in keyof Part<ParametersOf<Id>, 'header'> as Lowercase<string & K>]: Part<ParametersOf<Id>, 'header'>[K]
}
/** JSON body of a request, or undefined where the operation takes none. */
export type BodyOf<Id extends OperationId> = operations[Id] extends {
  requestBody: { content: { 'application/json': infer B } }
}
  ? B
  : undefined

type ResponsesOf<Id extends OperationId> = operations[Id]['responses']
/** Statuses below 400 that an operation declares; errors are thrown, not returned. */
export type SuccessStatus<Id extends OperationId> = Extract<keyof ResponsesOf<Id>, 200 | 201 | 202 | 204>
type ResponseOf<Id extends OperationId, Status> = Status extends keyof ResponsesOf<Id>
  ? ResponsesOf<Id>[Status]
  : never
/** JSON body of one response of an operation. */
export type ResponseBodyOf<Id extends OperationId, Status> =
  ResponseOf<Id, Status> extends {
    content: { 'application/json': infer B }
  }
    ? B
    : undefined
/**
 * Headers that only a handler can know. The others (rate limits, replay marks) are set around it. The type
 * generator loses `required` behind a `$ref`, so the split is made here, by name.
 */
type HandlerHeader = 'ETag' | 'Location'

/** Headers of one response of an operation, as its handler gives them. */
export type ResponseHeadersOf<Id extends OperationId, Status> =
  ResponseOf<Id, Status> extends {
    headers: infer H
  }
    ? { [K in Extract<keyof KnownKeys<H>, HandlerHeader>]: string } & {
        [K in Exclude<keyof KnownKeys<H>, HandlerHeader>]?: string
      }
    : Record<never, never>
