import { createValue } from '../platform/readable.ts'
import type { PartyPort } from './services.ts'

/** A party port without a server behind it: nothing arrives and nothing can be sent. */
export function createOfflineParty(): PartyPort {
  return {
    connection: createValue('idle'),
    open: () => ({
      subscribe: () => () => undefined,
      publish: () => Promise.reject(new Error('There is no party client in this build.')),
      close: () => undefined,
    }),
  }
}
