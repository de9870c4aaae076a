import { createValue, type Readable, type Release } from './readable.ts'

/** Who owns the back button. The last one who pushed is called; releasing gives it to the one before. */
export interface BackStack {
  /** The owner's handler; null hides the button. */
  readonly top: Readable<(() => void) | null>
  push(onBack: () => void): Release
}

export function createBackStack(): BackStack {
  const entries: { onBack: () => void }[] = []
  const top = createValue<(() => void) | null>(null)
  const publish = () => top.set(entries.at(-1)?.onBack ?? null)
  return {
    top,
    push(onBack) {
      const entry = { onBack }
      entries.push(entry)
      publish()
      return () => {
        const index = entries.indexOf(entry)
        if (index === -1) return
        entries.splice(index, 1)
        publish()
      }
    },
  }
}
