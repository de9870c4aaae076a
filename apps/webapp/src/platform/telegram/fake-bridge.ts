import { supports } from '@tma.js/bridge'
import type { Bridge } from './bridge.ts'

export interface FakeBridge extends Bridge {
  posted: { method: string; params: Record<string, unknown> | undefined }[]
  /** The last parameters of a method; undefined when it was never posted. */
  last(method: string): Record<string, unknown> | undefined
  emit(event: string, payload?: unknown): void
}

/** The wire to a client that records everything, for tests. Version knowledge is the library's own. */
export function createFakeBridge(
  answer?: (method: string, params: Record<string, unknown>) => void,
): FakeBridge {
  const listeners = new Map<string, Set<(payload: unknown) => void>>()
  const posted: FakeBridge['posted'] = []
  return {
    posted,
    post(method, params) {
      posted.push({ method, params })
      answer?.(method, params ?? {})
    },
    on(event, listener) {
      const set = listeners.get(event) ?? new Set()
      listeners.set(event, set.add(listener))
      return () => void set.delete(listener)
    },
    supports: (method, version) => supports(method as 'web_app_ready', version as '6.0'),
    last: (method) => posted.findLast((entry) => entry.method === method)?.params,
    emit: (event, payload) => {
      for (const listener of [...(listeners.get(event) ?? [])]) listener(payload)
    },
  }
}
