import { createMemoryStore } from '../src/store/memory-store.ts'
import { describeEventLog } from './conformance.ts'
import { describeInterleavings } from './interleavings.ts'

const open = async () => ({
  store: createMemoryStore({
    clock: () => new Date(),
    createEpoch: () => Buffer.from(crypto.getRandomValues(new Uint8Array(8))).toString('base64url'),
  }),
  close: async () => undefined,
})

describeEventLog('memory', open)
describeInterleavings('memory', open, { runs: 200 })
