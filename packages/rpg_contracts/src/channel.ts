import { payloadSizeProblem } from './check-publish.ts'
import {
  type ClientFrameType,
  type EventType,
  events,
  type FrameByType,
  frames,
  type PublishByType,
  type PublishType,
  type ServerFrameType,
} from './generated/events.ts'
import type { ValidationError } from './generated/table-types.ts'
import { problemDetails } from './validation-errors.ts'

/** Any message that a client may send. */
export type ClientMessage = FrameByType[ClientFrameType] | PublishByType[PublishType]

/** Why a message was refused before anybody handled it. */
export interface RefusedMessage {
  readonly ok: false
  /**
   * `frame_malformed`: not one JSON object with a type. `unknown_type`: no such type, or not the client's to
   * send. `message_invalid`: it does not fit the schema of its type.
   */
  readonly code: 'frame_malformed' | 'unknown_type' | 'message_invalid'
  /** `id` of the message when it was readable, to answer with as `ref`. */
  readonly ref?: string
  /** True when the message is a publish, which is answered by an ack instead of an error. */
  readonly publish: boolean
  /** What is wrong, for people; never repeats values. */
  readonly message: string
}

/** Result of {@link readClientMessage}. */
export type ClientMessageResult =
  | { readonly ok: true; readonly publish: boolean; readonly message: ClientMessage }
  | RefusedMessage

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * Reads one text frame of a client against the contract (contracts/asyncapi/party-sync.yaml).
 *
 * @param parse reads JSON and throws on what the service does not accept; a stricter reader than `JSON.parse`
 *   keeps the channel to the rules of the REST side. A message that only it refuses is still answered by its id.
 */
export function readClientMessage(
  text: string,
  parse: (text: string) => unknown = JSON.parse,
): ClientMessageResult {
  const value = parseObject(text, parse)
  const loose = value ?? parseObject(text, JSON.parse)
  if (value === null && typeof loose?.['type'] === 'string') {
    const id = loose['id']
    const publish = isPublishType(loose['type'])
    const ref = typeof id === 'string' && uuid.test(id) ? { ref: id } : {}
    const message = 'its JSON has duplicate keys, too deep nesting, or text that is none'
    return { ok: false, code: 'message_invalid', ...ref, publish, message }
  }
  if (value === null || typeof value['type'] !== 'string') {
    return {
      ok: false,
      code: 'frame_malformed',
      publish: false,
      message: 'a message is one CloudEvent as a JSON object',
    }
  }
  const id = value['id']
  const ref = typeof id === 'string' && uuid.test(id) ? { ref: id } : {}
  const row = clientRow(value['type'])
  if (row === null) {
    return {
      ok: false,
      code: 'unknown_type',
      ...ref,
      publish: false,
      message: 'clients cannot send this type',
    }
  }
  if (!row.validator(value)) {
    return {
      ok: false,
      code: 'message_invalid',
      ...ref,
      publish: row.publish,
      message: describe(row.validator.errors),
    }
  }
  const tooLarge = row.publish ? payloadSizeProblem(value['type'], value['data']) : null
  if (tooLarge !== null) {
    const message = `${tooLarge.pointer} ${tooLarge.message}`
    return { ok: false, code: 'message_invalid', ...ref, publish: true, message }
  }
  return { ok: true, publish: row.publish, message: value as unknown as ClientMessage }
}

/** Whether a type is an event that clients may publish. */
export function isPublishType(type: string): type is PublishType {
  return Object.hasOwn(events, type) && events[type as EventType].publish === 'client'
}

/**
 * Checks a message of the server in its wire form, for tests and development.
 *
 * @returns null when it fits its schema, otherwise what is wrong
 */
export function violationOfServerMessage(text: string): string | null {
  const value = parseObject(text, JSON.parse)
  const type = value?.['type']
  if (typeof type !== 'string') return 'not a CloudEvent'
  const strict = serverValidator(type)
  if (strict === null) return `the server cannot send ${type}`
  return strict(value) ? null : `${type}: ${describe(strict.errors)}`
}

/** Data of one control message of the server. */
export type ServerFrameData<Type extends ServerFrameType> = FrameByType[Type]['data']

function parseObject(text: string, parse: (text: string) => unknown): Record<string, unknown> | null {
  try {
    const value: unknown = parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}

function clientRow(type: string) {
  if (Object.hasOwn(frames, type)) {
    const frame = frames[type as keyof typeof frames]
    return (frame.direction as string) === 'server'
      ? null
      : { publish: false, validator: frame.validators.strict }
  }
  if (!Object.hasOwn(events, type)) return null
  const validator = events[type as EventType].validators.publish
  return validator === null ? null : { publish: true, validator }
}

function serverValidator(type: string) {
  if (Object.hasOwn(events, type)) return events[type as EventType].validators.strict
  if (!Object.hasOwn(frames, type)) return null
  const frame = frames[type as keyof typeof frames]
  return (frame.direction as string) === 'client' ? null : frame.validators.strict
}

function describe(errors: readonly ValidationError[] | null | undefined): string {
  const text = problemDetails('body', errors)
    .slice(0, 10)
    .map((error) => `${error.pointer || '/'} ${error.message}`)
    .join('; ')
  return (text || 'does not fit its schema').slice(0, 1024)
}
