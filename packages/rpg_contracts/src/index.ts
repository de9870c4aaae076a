export {
  type ClientMessage,
  type ClientMessageResult,
  isPublishType,
  type RefusedMessage,
  readClientMessage,
  type ServerFrameData,
  violationOfServerMessage,
} from './channel.ts'
export { checkEventData, checkPublish } from './check-publish.ts'
export {
  isRpgError,
  type ProblemCode,
  type ProblemDetail,
  problemCatalogue,
  RpgError,
  type RpgErrorOptions,
} from './errors.ts'
export {
  type ClientFrameType,
  type EventByType,
  type EventType,
  events,
  type FrameByType,
  type FrameType,
  frames,
  type PublishByType,
  type PublishType,
  type ServerFrameType,
} from './generated/events.ts'
export type { OperationId, OperationRow, OperationsOf, ServiceName } from './generated/operations.ts'
export { operationTable } from './generated/operations.ts'
export type { EventRow, FrameRow, ValidationError, Validator } from './generated/table-types.ts'
export type {
  Handler,
  Handlers,
  OperationRequest,
  OperationResponse,
  Principal,
  RequestLogger,
  Respond,
} from './handlers.ts'
export type {
  BodyOf,
  HeadersOf,
  PathOf,
  Problem,
  QueryOf,
  ResponseBodyOf,
  ResponseHeadersOf,
  Schema,
  SuccessStatus,
} from './types.ts'
export { problemDetails } from './validation-errors.ts'
