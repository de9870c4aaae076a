/** The bot of this installation, as far as links need it. */
export type InviteLinkTarget = {
  /** User name of the bot, without `@`. */
  readonly botUsername: string
  /** Short name of the Mini App; without one the link opens the bot's main Mini App. */
  readonly appName?: string | undefined
}

/**
 * The deep link that opens the Mini App with an invite (core.telegram.org/api/links, "Mini app links").
 *
 * @returns null when the installation does not know its bot
 */
export function inviteLink(target: InviteLinkTarget | null, code: string): string | null {
  if (target === null) return null
  const { botUsername, appName } = target
  const path = appName === undefined ? botUsername : `${botUsername}/${appName}`
  return `https://t.me/${path}?startapp=${code}`
}
