import type { PartyEvent, PartyFeed } from '@rpg-bot/rpg_sdk/party'
import { useEffect, useState } from 'react'
import { useServices } from '../../app/services.ts'

/** How much of the past is shown, and how much is held at the most. */
const past = 50
const most = 200

export interface RawStream {
  /** Newest first. */
  events: readonly PartyEvent[]
  live: boolean
  /** Permanent code with which the server ended it, or null. */
  ended: string | null
  /** The line itself, for publishing; null until it stands. */
  feed: PartyFeed | null
}

const nothing: RawStream = { events: [], live: false, ended: null, feed: null }

/** The events of a party as they come, from the newest ones on. */
export function useRawStream(partyId: string | null): RawStream {
  const { party, telemetry } = useServices()
  const [stream, setStream] = useState(nothing)
  useEffect(() => {
    if (partyId === null) return
    let left = false
    let feed: PartyFeed | null = null
    party
      .client()
      .then((client) => {
        if (left) return
        feed = client.follow(partyId, {
          start: { at: 'last', count: past },
          onEvent: (event) =>
            setStream((known) => ({ ...known, events: [event, ...known.events].slice(0, most) })),
          onLive: () => setStream((known) => ({ ...known, live: true })),
          onReset: () => setStream((known) => ({ ...known, events: [], live: false })),
          onEnded: (code) => setStream((known) => ({ ...known, ended: code, live: false })),
        })
        setStream((known) => ({ ...known, feed }))
      })
      .catch((error: unknown) => telemetry.error(error, 'raw stream'))
    return () => {
      left = true
      feed?.close()
      setStream(nothing)
    }
  }, [partyId, party, telemetry])
  return stream
}
