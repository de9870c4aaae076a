import type { PayResult, PreparedMessage } from '../platform.ts'
import { ask, field } from './ask.ts'
import type { Bridge } from './bridge.ts'

/** Opens a link outside the app; `t.me` links stay inside Telegram. */
export function openTelegramLink(bridge: Bridge, url: string): void {
  if (!URL.canParse(url)) return
  const { hostname, pathname, search } = new URL(url)
  if (hostname === 't.me') bridge.post('web_app_open_tg_link', { path_full: pathname + search })
  else bridge.post('web_app_open_link', { url })
}

/** Sends a prepared message to a chat the person picks, or opens the share dialogue on clients before 8.0. */
export async function shareMessage(
  bridge: Bridge,
  message: PreparedMessage,
  native: boolean,
): Promise<boolean> {
  if (native && message.id !== undefined) {
    const answer = await ask(bridge, {
      method: 'web_app_send_prepared_message',
      params: { id: message.id },
      events: ['prepared_message_sent', 'prepared_message_failed'],
      matches: () => true,
      timeout: null,
    })
    return answer?.event === 'prepared_message_sent'
  }
  const query = new URLSearchParams({ url: message.url, text: message.text })
  bridge.post('web_app_open_tg_link', { path_full: `/share/url?${query.toString().replaceAll('+', '%20')}` })
  return true
}

const results: readonly PayResult[] = ['paid', 'pending', 'cancelled', 'failed']

/** Opens an invoice given as `https://t.me/$slug` or as the slug itself. */
export async function payInvoice(bridge: Bridge, invoice: string): Promise<PayResult> {
  const slug = /(?:^|\/)(?:\$|invoice\/)?([\w-]+)$/.exec(invoice)?.[1]
  if (slug === undefined) return 'failed'
  const answer = await ask(bridge, {
    method: 'web_app_open_invoice',
    params: { slug },
    events: ['invoice_closed'],
    matches: (payload) => field(payload, 'slug') === slug,
    timeout: null,
  })
  const status = field(answer?.payload, 'status')
  return results.find((result) => result === status) ?? 'failed'
}
