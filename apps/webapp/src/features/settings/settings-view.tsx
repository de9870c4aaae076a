import { useAuth, useMe } from '../../app/auth/auth-context.ts'
import { useCapabilities } from '../../app/features/capabilities.ts'
import { useRegistry } from '../../app/features/registry-context.ts'
import { usePlatform, usePlatformHost } from '../../app/platform-context.ts'
import { useReadable } from '../../app/use-readable.ts'
import type { MessageId } from '../../i18n/message-id.ts'
import { useText } from '../../i18n/use-text.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Cell, List, Section } from '../../ui/list.tsx'
import { Screen } from '../../ui/screen.tsx'
import { LanguageChoice } from './language-choice.tsx'
import styles from './settings.module.css'
import { ThemeSwatches } from './theme-swatches.tsx'

export function SettingsView() {
  const { t } = useText()
  const me = useMe()
  const auth = useAuth()
  const host = usePlatformHost()
  const { scheme } = useReadable(usePlatform().theme)
  return (
    <Screen title={t('settings.title')}>
      {me !== null && (
        <div className={styles.person}>
          <Avatar id={me.id} size={64} />
          <div>
            <h2>{me.displayName}</h2>
            <p>{me.username === null ? t('settings.person.no-username') : `@${me.username}`}</p>
          </div>
        </div>
      )}
      <Section title={t('settings.language.title')} footer={t('settings.language.note')}>
        <LanguageChoice />
      </Section>
      <Section title={t('settings.look.title')}>
        <List>
          <Cell
            before={<Icon name="palette" />}
            title={scheme === 'dark' ? t('settings.look.dark') : t('settings.look.light')}
            subtitle={host.name === 'telegram' ? t('settings.look.telegram') : t('settings.look.system')}
            after={<ThemeSwatches />}
          />
        </List>
      </Section>
      <MoreEntries />
      <Section title={t('settings.account.title')}>
        <List>
          <Cell
            before={<Icon name="device" />}
            title={t('settings.sign-ins.title')}
            subtitle={t('settings.sign-ins.subtitle')}
            href="/sign-ins"
          />
          <Cell
            before={<Icon name="code" />}
            title={t('settings.developer.title')}
            subtitle={t('settings.developer.subtitle')}
            href="/developer"
          />
          <Cell
            before={<Icon name="leave" />}
            title={t('settings.leave')}
            tone="danger"
            onPress={() => void auth.signOut().catch(() => undefined)}
          />
        </List>
      </Section>
    </Screen>
  )
}

/** Features that asked for a row here. */
function MoreEntries() {
  const { t } = useText()
  const entries = useRegistry().entries('settings', useCapabilities())
  if (entries.length === 0) return null
  return (
    <List>
      {entries.map((feature) => (
        <Cell
          key={feature.id}
          before={<Icon name={feature.icon} />}
          title={t(feature.title as MessageId)}
          href={`~${feature.path}`}
        />
      ))}
    </List>
  )
}
