import type { LogEvent } from './event.ts'

/**
 * The one filter of live events, replay, snapshot and REST alike: an event with an audience
 * is for the users it lists and for nobody else, its author included.
 */
export function mayRead(memberId: string, event: Pick<LogEvent, 'audience'>): boolean {
  return event.audience === null || event.audience.includes(memberId)
}
