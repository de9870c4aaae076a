import { type FrameByType, type ServerFrameType, violationOfServerMessage } from '@rpg-bot/rpg_contracts'

/** A control message that broke its own contract; a defect of this service. */
export class FrameViolationError extends Error {
  override readonly name = 'FrameViolationError'
}

/** Builds control messages as text. */
export type ServerMessages = ReturnType<typeof createServerMessages>

/**
 * Makes the builder of control messages: CloudEvents 1.0, structured mode, `source` names this hub.
 *
 * @param options.check whether every message is checked against the contract (tests, development)
 */
export function createServerMessages(options: {
  node: string
  clock: () => number
  createId: () => string
  check: boolean
}) {
  const { node, clock, createId, check } = options
  const source = `/sync/${node}`

  /** One control message. */
  function message<Type extends ServerFrameType>(type: Type, data: FrameByType[Type]['data']): string {
    const text = JSON.stringify({
      specversion: '1.0',
      id: createId(),
      type,
      source,
      time: new Date(clock()).toISOString(),
      datacontenttype: 'application/json',
      data,
    })
    return checked(text)
  }

  /** Checks a message that was built elsewhere, such as an event. */
  function checked(text: string): string {
    if (!check) return text
    const violation = violationOfServerMessage(text)
    if (violation !== null) throw new FrameViolationError(violation)
    return text
  }

  return { message, checked }
}
