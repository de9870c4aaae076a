import type { Bridge } from './bridge.ts'

export interface Question {
  method: string
  params: Record<string, unknown>
  /** Events that may carry the answer. */
  events: readonly string[]
  /** Picks the answer that belongs to this question; clients repeat events and mix them. */
  matches: (payload: unknown) => boolean
  /** Milliseconds; null waits for as long as the person takes. */
  timeout: number | null
}

export interface Answer {
  event: string
  payload: unknown
}

/** Posts a method and waits for its event. Answers null when the client stays silent. */
export function ask(bridge: Bridge, question: Question): Promise<Answer | null> {
  return new Promise((resolve) => {
    const releases = question.events.map((event) =>
      bridge.on(event, (payload) => {
        if (question.matches(payload)) finish({ event, payload })
      }),
    )
    const timer = question.timeout === null ? undefined : setTimeout(() => finish(null), question.timeout)
    const finish = (answer: Answer | null) => {
      clearTimeout(timer)
      for (const release of releases) release()
      resolve(answer)
    }
    bridge.post(question.method, question.params)
  })
}

/** Reads one field of an event payload of unknown shape. */
export function field(payload: unknown, name: string): unknown {
  return typeof payload === 'object' && payload !== null
    ? (payload as Record<string, unknown>)[name]
    : undefined
}
