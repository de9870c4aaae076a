import type { Invite } from './campaign-queries.ts'

/**
 * The address to pass on: the deep link into Telegram, else (an installation without a bot) this very page with
 * the code behind `#`, so that it reaches no server's log.
 */
export function addressOf(invite: Pick<Invite, 'link' | 'code'>, origin: string): string {
  return invite.link ?? `${origin}/#tgWebAppStartParam=${invite.code}`
}
