import type { PayResult, PreparedMessage } from '../platform.ts'
import { ask, field } from './ask.ts'
import type { Bridge } from './bridge.ts'

/** A wire together with what its client is able to do. */
export interface Client {
  bridge: Bridge
  version: string
}

/** Opens a link outside the app; from 6.1 on `t.me` links stay inside Telegram. */
export function openTelegramLink({ bridge, version }: Client, url: string): void {
  if (!URL.canParse(url)) return
  const { hostname, pathname, search } = new URL(url)
  const inside = hostname === 't.me' && bridge.supports('web_app_open_tg_link', version)
  if (inside) bridge.post('web_app_open_tg_link', { path_full: pathname + search })
  else bridge.post('web_app_open_link', { url })
}

/** Sends a prepared message to a chat the person picks, or opens the share dialogue on clients before 8.0. */
export async function shareMessage(client: Client, message: PreparedMessage): Promise<boolean> {
  const { bridge, version } = client
  const method = 'web_app_send_prepared_message'
  if (bridge.supports(method, version) && message.id !== undefined) {
    const answer = await ask(bridge, {
      method,
      params: { id: message.id },
      events: ['prepared_message_sent', 'prepared_message_failed'],
      matches: () => true,
      timeout: null,
    })
    return answer?.event === 'prepared_message_sent'
  }
  const query = new URLSearchParams({ url: message.url, text: message.text }).toString()
  openTelegramLink(client, `https://t.me/share/url?${query.replaceAll('+', '%20')}`)
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
