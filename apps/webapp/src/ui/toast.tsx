import { createContext, use } from 'react'
import { useStore } from 'zustand'
import { classNames } from './class-names.ts'
import { Icon } from './icon.tsx'
import styles from './toast.module.css'
import type { Toast, ToastStore } from './toast-store.ts'

export const ToastContext = createContext<ToastStore | null>(null)

function useToastStore(): ToastStore {
  const store = use(ToastContext)
  if (store === null) throw new Error('useToast needs a ToastContext above it.')
  return store
}

/** Shows a short line that goes away by itself; the tone is `info` unless given. */
export function useToast(): (text: string, tone?: Toast['tone']) => void {
  return useToastStore().getState().show
}

const icons = { info: 'scroll', success: 'check', danger: 'warning' } as const

/** Where toasts appear; the shell renders it once. */
export function ToastStack() {
  const store = useToastStore()
  const toasts = useStore(store, (state) => state.toasts)
  return (
    <div className={styles.stack} aria-live="polite">
      {toasts.map((toast) => (
        <button
          key={toast.id}
          type="button"
          className={classNames(styles.toast, styles[toast.tone])}
          onClick={() => store.getState().dismiss(toast.id)}
        >
          <Icon name={icons[toast.tone]} size={20} />
          <span>{toast.text}</span>
        </button>
      ))}
    </div>
  )
}
