import { createContext, use } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** What the server grants in the current membership, such as `dice.roll`. It hides entries and decides nothing. */
export function createCapabilityStore() {
  return createStore<{ granted: ReadonlySet<string>; grant(capabilities: Iterable<string>): void }>()(
    (set, get) => ({
      granted: new Set(),
      grant(capabilities) {
        const next = new Set(capabilities)
        const { granted } = get()
        // The same grant again changes nothing, so it draws nothing anew.
        if (next.size !== granted.size || [...next].some((one) => !granted.has(one))) set({ granted: next })
      },
    }),
  )
}

export type CapabilityStore = ReturnType<typeof createCapabilityStore>

export const CapabilityContext = createContext<CapabilityStore | null>(null)

/** The store, for the feature that opens a campaign and learns what is granted there. */
export function useCapabilityStore(): CapabilityStore {
  const store = use(CapabilityContext)
  if (store === null) throw new Error('useCapabilities needs a CapabilityContext above it.')
  return store
}

export function useCapabilities(): ReadonlySet<string> {
  return useStore(useCapabilityStore(), (state) => state.granted)
}
