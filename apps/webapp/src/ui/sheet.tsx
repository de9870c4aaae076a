import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useBack, useSuspendedActions } from '../app/platform-context.ts'
import { useText } from '../i18n/use-text.ts'
import { IconButton } from './button.tsx'
import styles from './sheet.module.css'

export interface SheetProps {
  open: boolean
  /** Called by the close button, Escape, the back button and a press beside the sheet. */
  onClose: () => void
  title: string
  children: ReactNode
  /** Buttons that stay at the bottom edge. */
  footer?: ReactNode
}

/** A panel from below, as a modal `<dialog>`: the browser keeps focus inside and gives it back. */
export function Sheet({ open, onClose, title, children, footer }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const { t } = useText()
  useBack(onClose, open)
  useSuspendedActions('sheet', open)
  useEffect(() => {
    const element = dialog.current
    if (element === null) return
    if (open && !element.open) element.showModal()
    if (!open && element.open) element.close()
  }, [open])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself; the click is for the backdrop.
    <dialog
      ref={dialog}
      className={styles.sheet}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose()
      }}
    >
      {open && (
        <div className={styles.panel}>
          <div className={styles.head}>
            <h2 id={id}>{title}</h2>
            <IconButton icon="close" label={t('ui.close')} onClick={onClose} />
          </div>
          <div className={styles.body}>{children}</div>
          {footer !== undefined && <div className={styles.foot}>{footer}</div>}
        </div>
      )}
    </dialog>
  )
}
