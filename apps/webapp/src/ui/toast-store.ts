import { createStore } from 'zustand/vanilla'

export interface Toast {
  id: number
  text: string
  tone: 'info' | 'success' | 'danger'
}

interface ToastState {
  toasts: readonly Toast[]
  /** Shows a line for a few seconds. At most three at once, the newest stay. */
  show(text: string, tone?: Toast['tone']): void
  dismiss(id: number): void
}

export type ToastStore = ReturnType<typeof createToastStore>

/** How long a toast stays. Milliseconds. */
const lifetime = 4_000

export function createToastStore(schedule: (run: () => void, delay: number) => unknown = setTimeout) {
  let last = 0
  return createStore<ToastState>()((set, get) => ({
    toasts: [],
    show(text, tone = 'info') {
      last += 1
      const toast = { id: last, text, tone }
      set({ toasts: [...get().toasts, toast].slice(-3) })
      schedule(() => get().dismiss(toast.id), lifetime)
    },
    dismiss: (id) => set({ toasts: get().toasts.filter((toast) => toast.id !== id) }),
  }))
}
