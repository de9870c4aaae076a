import type { OperationId } from './generated/operations.ts'
import type {
  BodyOf,
  HeadersOf,
  PathOf,
  QueryOf,
  ResponseBodyOf,
  ResponseHeadersOf,
  SuccessStatus,
} from './types.ts'

/** Who is asking, as far as the access token proves it. What they may do is looked up per request. */
export interface Principal {
  /** User id (UUIDv7), claim `sub`. */
  readonly userId: string
  /** Sign-in id, claim `sid`. */
  readonly signInId: string
}

/** The part of a request logger that handlers use; pino's loggers fit. */
export interface RequestLogger {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** A request of one operation after authentication and validation. */
export interface OperationRequest<Id extends OperationId> {
  readonly operationId: Id
  readonly params: PathOf<Id>
  readonly query: QueryOf<Id>
  readonly headers: HeadersOf<Id>
  readonly body: BodyOf<Id>
  /** Null only on operations whose `security` is empty. */
  readonly principal: Principal | null
  /** W3C trace id, 32 hex digits. */
  readonly traceId: string
  /** Address of the client, as the configured proxies report it. */
  readonly address: string
  readonly log: RequestLogger
}

declare const responseBrand: unique symbol

/** What a handler returns. Only `respond` makes one, so a raw object does not compile. */
export interface OperationResponse<Id extends OperationId> {
  readonly status: number
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
  readonly [responseBrand]: Id
}

type RequiredKeys<T> = { [K in keyof T]-?: Record<never, never> extends Pick<T, K> ? never : K }[keyof T]

/** Header arguments of `respond`: left out where no header is required. */
type HeaderArguments<H> = [RequiredKeys<H>] extends [never] ? [headers?: H] : [headers: H]

/** Arguments of `respond` after the status: body where there is one, then headers. */
export type RespondArguments<Id extends OperationId, Status extends SuccessStatus<Id>> = [
  ResponseBodyOf<Id, Status>,
] extends [undefined]
  ? [body?: undefined, ...HeaderArguments<ResponseHeadersOf<Id, Status>>]
  : [body: ResponseBodyOf<Id, Status>, ...HeaderArguments<ResponseHeadersOf<Id, Status>>]

/**
 * Builds the answer of an operation. A function rather than a plain return value, because TypeScript checks
 * excess properties on arguments but not on contextually typed return values.
 */
export type Respond<Id extends OperationId> = <const Status extends SuccessStatus<Id>>(
  status: Status,
  ...rest: RespondArguments<Id, Status>
) => OperationResponse<Id>

/** Code of one operation. */
export type Handler<Id extends OperationId> = (
  request: OperationRequest<Id>,
  tools: { readonly respond: Respond<Id> },
) => Promise<OperationResponse<Id>>

/** Handlers by operation id. A missing or foreign one does not compile. */
export type Handlers<Ids extends OperationId> = { readonly [Id in Ids]: Handler<Id> }
