import { type Auth, RpgProblem } from '@rpg-bot/rpg_sdk'
import type {
  ConnectionState,
  FollowOptions,
  PartyClient,
  PartyClientOptions,
  PartyFeed,
} from '@rpg-bot/rpg_sdk/party'
import { createValue } from '../platform/readable.ts'
import type { Contract } from './contract-check.ts'
import type { PartyPort } from './services.ts'

export interface PartyPortOptions {
  /** Address of the channel, `wss://…/v1/sync`. */
  url: string
  auth: Auth
  /** Checks what comes and what is published; its validators travel beside the client's code. */
  contract?: Pick<Contract, 'need' | 'receives' | 'publishFault'>
  /** Hears of a message that did not fit the contract and was passed over. */
  onMisfit?: (type: string) => void
  /** Fetches the client's code; a test passes its own. */
  load?: () => Promise<{ createPartyClient: (options: PartyClientOptions) => PartyClient }>
}

/** One party client for the whole visit, fetched and created when it is first asked for. */
export function createPartyPort(options: PartyPortOptions): PartyPort {
  const { url, auth, contract, onMisfit, load = () => import('@rpg-bot/rpg_sdk/party') } = options
  const connection = createValue<ConnectionState>('idle')
  let client: Promise<PartyClient> | null = null
  const check = (message: { readonly type: string }): boolean => {
    const fits = contract?.receives(message) !== false
    if (!fits) onMisfit?.(message.type)
    return fits
  }
  return {
    connection,
    client() {
      client ??= Promise.all([load(), contract?.need('party')]).then(([{ createPartyClient }]) =>
        strictClient(
          createPartyClient({ url, auth, check, onState: (state) => connection.set(state) }),
          contract,
        ),
      )
      // A failed fetch of the code must not stay failed.
      client.catch(() => {
        client = null
      })
      return client
    },
  }
}

/** The same client, whose feeds refuse to publish what does not fit the contract. */
function strictClient(client: PartyClient, contract: PartyPortOptions['contract']): PartyClient {
  if (contract === undefined) return client
  const strictFeed = (feed: PartyFeed): PartyFeed => ({
    get cursor() {
      return feed.cursor
    },
    get live() {
      return feed.live
    },
    publish(type, data, id) {
      const fault = contract.publishFault(type, data)
      if (fault !== null) {
        return Promise.reject(new RpgProblem({ code: 'request_invalid', status: 0, detail: fault }))
      }
      return feed.publish(type, data, id)
    },
    close: () => feed.close(),
  })
  return {
    get state() {
      return client.state
    },
    follow: (party: string, options: FollowOptions) => strictFeed(client.follow(party, options)),
    reconnectNow: () => client.reconnectNow(),
    close: () => client.close(),
  }
}

/** The channel on the origin of the page. */
export function syncUrl({ protocol, host }: Pick<Location, 'protocol' | 'host'>): string {
  return `${protocol === 'https:' ? 'wss:' : 'ws:'}//${host}/v1/sync`
}
