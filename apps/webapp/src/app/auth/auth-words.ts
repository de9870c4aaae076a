import { type MessageId, msg } from '../../i18n/message-id.ts'
import type { IllustrationName } from '../../ui/illustration.tsx'
import type { AuthStatus } from './auth-state.ts'

export interface AuthWords {
  illustration: IllustrationName
  title: MessageId
  text: MessageId
}

/** What the gate says in each state that stops the way. The other three show the lantern or the app. */
export const authWords: Record<Exclude<AuthStatus, 'starting' | 'signing-in' | 'signed-in'>, AuthWords> = {
  'open-in-telegram': {
    illustration: 'door',
    title: msg('auth.open-in-telegram.title'),
    text: msg('auth.open-in-telegram.text'),
  },
  'try-later': {
    illustration: 'hourglass',
    title: msg('auth.try-later.title'),
    text: msg('auth.try-later.text'),
  },
  reopen: { illustration: 'lantern', title: msg('auth.reopen.title'), text: msg('auth.reopen.text') },
  'too-many': {
    illustration: 'hourglass',
    title: msg('auth.too-many.title'),
    text: msg('auth.too-many.text'),
  },
  offline: { illustration: 'bridge', title: msg('auth.offline.title'), text: msg('auth.offline.text') },
  unavailable: {
    illustration: 'campfire',
    title: msg('auth.unavailable.title'),
    text: msg('auth.unavailable.text'),
  },
  'signed-out': {
    illustration: 'door',
    title: msg('auth.signed-out.title'),
    text: msg('auth.signed-out.text'),
  },
  failed: { illustration: 'bridge', title: msg('auth.failed.title'), text: msg('auth.failed.text') },
}

/** When the person signed out here, the gate need not explain what happened. */
export const leftWords: AuthWords = {
  illustration: 'door',
  title: msg('auth.left.title'),
  text: msg('auth.left.text'),
}
