import { useSyncExternalStore } from 'react'
import type { Readable } from '../platform/readable.ts'

/** The current value; the component renders anew after every change. */
export function useReadable<T>(readable: Readable<T>): T {
  return useSyncExternalStore(readable.subscribe, readable.get)
}
