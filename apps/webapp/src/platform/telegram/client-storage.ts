import type { KeyValue } from '../platform.ts'
import { ask, field } from './ask.ts'
import type { Bridge } from './bridge.ts'

/** A client that does not answer within this many milliseconds has no such storage. */
const patience = 2_000

/** DeviceStorage and SecureStorage of Bot API 9.0: one shape, two prefixes. */
export function createClientStorage(bridge: Bridge, kind: 'device' | 'secure'): KeyValue {
  let sequence = 0
  const run = async (operation: 'get' | 'save', params: Record<string, unknown>) => {
    sequence += 1
    const requestId = `${kind}-${sequence}`
    const done = operation === 'get' ? 'received' : 'saved'
    return await ask(bridge, {
      method: `web_app_${kind}_storage_${operation}_key`,
      params: { req_id: requestId, ...params },
      events: [`${kind}_storage_key_${done}`, `${kind}_storage_failed`],
      matches: (payload) => field(payload, 'req_id') === requestId,
      timeout: patience,
    })
  }
  return {
    async get(key) {
      const answer = await run('get', { key })
      const value = field(answer?.payload, 'value')
      return typeof value === 'string' ? value : null
    },
    async set(key, value) {
      await run('save', { key, value })
    },
    async remove(key) {
      await run('save', { key, value: null })
    },
  }
}
