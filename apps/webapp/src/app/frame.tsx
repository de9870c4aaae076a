import type { ReactNode } from 'react'
import { useText } from '../i18n/use-text.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { TabBar, type TabBarItem } from '../ui/tab-bar.tsx'
import { ToastStack } from '../ui/toast.tsx'
import { ConnectionBanner } from './connection-banner.tsx'
import styles from './frame.module.css'
import { usePlatformHost } from './platform-context.ts'
import { useReadable } from './use-readable.ts'

/** Everything around a page: banner, our own back and bottom buttons where the client has none, tab bar. */
export function Frame({ tabs, children }: { tabs: readonly TabBarItem[] | null; children: ReactNode }) {
  const { t } = useText()
  return (
    <div className={styles.frame}>
      <div className={styles.top}>
        <ConnectionBanner />
        <OwnBack />
      </div>
      <main className={styles.main}>{children}</main>
      <div className={styles.bottom}>
        <OwnActions />
        {tabs !== null && <TabBar label={t('app.navigation')} items={tabs} />}
      </div>
      <ToastStack />
    </div>
  )
}

function OwnBack() {
  const { t } = useText()
  const back = useReadable(usePlatformHost().ownControls.back)
  if (back === null) return null
  return (
    <div className={styles.back}>
      <IconButton icon="back" label={t('app.back')} onClick={() => back()} />
    </div>
  )
}

function OwnActions() {
  const { primary, secondary } = useReadable(usePlatformHost().ownControls.actions)
  if (primary === null && secondary === null) return null
  return (
    <div className={styles.actions}>
      {secondary !== null && (
        <Button
          variant="secondary"
          wide
          busy={secondary.busy === true}
          disabled={secondary.disabled === true}
          onClick={secondary.onPress}
        >
          {secondary.label}
        </Button>
      )}
      {primary !== null && (
        <Button
          wide
          busy={primary.busy === true}
          disabled={primary.disabled === true}
          onClick={primary.onPress}
        >
          {primary.label}
        </Button>
      )}
    </div>
  )
}
