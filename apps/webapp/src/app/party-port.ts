import type { Auth } from '@rpg-bot/rpg_sdk'
import type { ConnectionState, PartyClient, PartyClientOptions } from '@rpg-bot/rpg_sdk/party'
import { createValue } from '../platform/readable.ts'
import type { PartyPort } from './services.ts'

export interface PartyPortOptions {
  /** Address of the channel, `wss://…/v1/sync`. */
  url: string
  auth: Auth
  /** Fetches the client's code; a test passes its own. */
  load?: () => Promise<{ createPartyClient: (options: PartyClientOptions) => PartyClient }>
}

/** One party client for the whole visit, fetched and created when it is first asked for. */
export function createPartyPort(options: PartyPortOptions): PartyPort {
  const { url, auth, load = () => import('@rpg-bot/rpg_sdk/party') } = options
  const connection = createValue<ConnectionState>('idle')
  let client: Promise<PartyClient> | null = null
  return {
    connection,
    client() {
      client ??= load().then(({ createPartyClient }) =>
        createPartyClient({ url, auth, onState: (state) => connection.set(state) }),
      )
      // A failed fetch of the code must not stay failed.
      client.catch(() => {
        client = null
      })
      return client
    },
  }
}

/** The channel on the origin of the page. */
export function syncUrl({ protocol, host }: Pick<Location, 'protocol' | 'host'>): string {
  return `${protocol === 'https:' ? 'wss:' : 'ws:'}//${host}/v1/sync`
}
