import type { KeyValue } from '../platform.ts'
import { ask, field } from './ask.ts'
import type { Bridge } from './bridge.ts'

/** A client that does not answer within this many milliseconds has no such storage. */
const patience = 1_000

export interface ClientStorageOptions {
  bridge: Bridge
  kind: 'device' | 'secure'
  /** Takes over for the rest of the visit once the client refuses or stays silent: some know the version only. */
  fallback: KeyValue
}

/** DeviceStorage and SecureStorage of Bot API 9.0: one shape, two prefixes. */
export function createClientStorage({ bridge, kind, fallback }: ClientStorageOptions): KeyValue {
  let sequence = 0
  let broken = false

  /** Payload of the answer; null when the client refused, which it is not asked again to do. */
  const run = async (operation: 'get' | 'save', params: Record<string, unknown>): Promise<unknown> => {
    if (broken) return null
    sequence += 1
    const requestId = `${kind}-${sequence}`
    const done = `${kind}_storage_key_${operation === 'get' ? 'received' : 'saved'}`
    const answer = await ask(bridge, {
      method: `web_app_${kind}_storage_${operation}_key`,
      params: { req_id: requestId, ...params },
      events: [done, `${kind}_storage_failed`],
      matches: (payload) => field(payload, 'req_id') === requestId,
      timeout: patience,
    })
    if (answer?.event === done) return answer.payload
    broken = true
    return null
  }

  return {
    async get(key) {
      const payload = await run('get', { key })
      if (payload === null) return await fallback.get(key)
      const value = field(payload, 'value')
      return typeof value === 'string' ? value : null
    },
    async set(key, value) {
      if ((await run('save', { key, value })) === null) await fallback.set(key, value)
    },
    async remove(key) {
      if ((await run('save', { key, value: null })) === null) await fallback.remove(key)
    },
  }
}
