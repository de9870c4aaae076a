import { banner, literal, objectLines } from './emit-code.ts'
import type { EventContract, EventMessage, FrameMessage } from './event-contract.ts'

/** The text of `events.ts`: the event table, the frame table and the types by type name. */
export function emitEvents({ events, frames }: EventContract): string {
  const published = events.filter((event) => event.publishName !== null)
  return `${banner}
import type { components } from './event-schemas.d.ts'
import type { EventRow, FrameRow } from './table-types.ts'
import * as reader from './validators.reader.mjs'
import * as strict from './validators.strict.mjs'

type Schemas = components['schemas']

/** Every event type of the contract. */
export const events = ${objectLines(events.map(emitEvent), '')} as const satisfies Record<string, EventRow>

/** Every control frame of the sync channel. */
export const frames = ${objectLines(frames.map(emitFrame), '')} as const satisfies Record<string, FrameRow>

/** The name of an event type. */
export type EventType = keyof EventByType
/** The name of a control frame's type. */
export type FrameType = keyof FrameByType
/** The event types a client may publish. */
export type PublishType = keyof PublishByType
/** The frames a client sends. */
export type ClientFrameType = ${union(frames, 'server')}
/** The frames the server sends. */
export type ServerFrameType = ${union(frames, 'client')}

/** Events as the server delivers them. */
export interface EventByType ${interfaceBody(events.map(({ type, name }) => [type, name]))}

/** Events as a client publishes them: without what the server adds. */
export interface PublishByType ${interfaceBody(published.map(({ type, publishName }) => [type, publishName ?? '']))}

/** Control frames. */
export interface FrameByType ${interfaceBody(frames.map(({ type, name }) => [type, name]))}
`
}

function union(frames: readonly FrameMessage[], otherSide: string): string {
  const types = frames.filter(({ direction }) => direction !== otherSide).map(({ type }) => literal(type))
  return types.length === 0 ? 'never' : types.map((type) => `\n  | ${type}`).join('')
}

function interfaceBody(entries: readonly (readonly [string, string])[]): string {
  return `{\n${entries.map(([type, name]) => `  ${literal(type)}: Schemas[${literal(name)}]\n`).join('')}}`
}

function emitEvent(event: EventMessage): [string, string] {
  const strictOf = (name: string | null): string => (name === null ? 'null' : `strict.${name}`)
  return [
    event.type,
    objectLines(
      [
        ['type', literal(event.type)],
        ['name', literal(event.name)],
        ['lane', literal(event.lane)],
        ['publish', literal(event.publish)],
        ['audience', literal(event.audience)],
        [
          'validators',
          objectLines(
            [
              ['strict', strictOf(event.name)],
              ['reader', `reader.${event.name}`],
              ['publish', strictOf(event.publishName)],
              ['data', strictOf(event.dataName)],
            ],
            '    ',
          ),
        ],
      ],
      '  ',
    ),
  ]
}

function emitFrame(frame: FrameMessage): [string, string] {
  return [
    frame.type,
    objectLines(
      [
        ['type', literal(frame.type)],
        ['name', literal(frame.name)],
        ['direction', literal(frame.direction)],
        ['validators', `{ strict: strict.${frame.name}, reader: reader.${frame.name} }`],
      ],
      '  ',
    ),
  ]
}
