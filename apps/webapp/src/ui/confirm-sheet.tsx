import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { Sheet } from './sheet.tsx'

export interface ConfirmSheetProps {
  open: boolean
  title: string
  /** What will happen, and whether it can be undone. */
  text: ReactNode
  confirm: string
  cancel: string
  onConfirm: () => void
  onClose: () => void
  /** The deed cannot be undone, or others will feel it. */
  danger?: boolean
  busy?: boolean
  children?: ReactNode
}

/** Asks once more before something that matters. */
export function ConfirmSheet(props: ConfirmSheetProps) {
  const {
    open,
    title,
    text,
    confirm,
    cancel,
    onConfirm,
    onClose,
    danger = false,
    busy = false,
    children,
  } = props
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={title}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            {cancel}
          </Button>
          <Button variant={danger ? 'danger' : 'primary'} busy={busy} onClick={onConfirm}>
            {confirm}
          </Button>
        </>
      }
    >
      <p>{text}</p>
      {children}
    </Sheet>
  )
}
