import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useServices } from '../../app/services.ts'
import { useText } from '../../i18n/use-text.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Cell, List, Section } from '../../ui/list.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { ErrorState } from '../../ui/state.tsx'
import { useToast } from '../../ui/toast.tsx'

/** Names of the clients by what they call themselves; names are not translated. */
const clientNames: Record<string, string> = {
  android: 'Telegram · Android',
  android_x: 'Telegram X · Android',
  ios: 'Telegram · iOS',
  macos: 'Telegram · macOS',
  tdesktop: 'Telegram Desktop',
  web: 'Telegram Web',
  weba: 'Telegram Web A',
  webk: 'Telegram Web K',
}

/** Where the person is signed in, and a way to end it elsewhere. */
export function SignInsView() {
  const { t, dateTime } = useText()
  const { api } = useServices()
  const toast = useToast()
  const queries = useQueryClient()
  const signIns = useQuery({
    queryKey: ['sign-ins'],
    queryFn: ({ signal }) => api.auth.listSignIns({}, { signal }),
  })
  const revoke = useMutation({
    mutationFn: (id: string) => api.auth.revokeSignIn({ path: { signInId: id } }),
    onSuccess: () => toast(t('settings.sign-ins.ended'), 'success'),
    onError: () => toast(t('settings.sign-ins.not-ended'), 'danger'),
    onSettled: () => queries.invalidateQueries({ queryKey: ['sign-ins'] }),
  })
  return (
    <Screen title={t('settings.sign-ins.title')} subtitle={t('settings.sign-ins.subtitle')}>
      {signIns.isPending && <Skeleton rows={3} label={t('settings.sign-ins.loading')} />}
      {signIns.isError && (
        <ErrorState
          illustration="bridge"
          title={t('settings.sign-ins.failed')}
          actions={
            <Button icon="refresh" onClick={() => void signIns.refetch()}>
              {t('auth.retry')}
            </Button>
          }
        />
      )}
      {signIns.data !== undefined && (
        <Section footer={t('settings.sign-ins.note')}>
          <List>
            {signIns.data.items.map((signIn) => (
              <Cell
                key={signIn.id}
                before={<Icon name="device" />}
                title={
                  clientNames[signIn.platform ?? ''] ?? signIn.platform ?? t('settings.sign-ins.unknown')
                }
                subtitle={t('settings.sign-ins.last-used', { time: dateTime(signIn.lastUsedAt) })}
                after={
                  signIn.current ? (
                    <Badge tone="moss">{t('settings.sign-ins.current')}</Badge>
                  ) : (
                    <IconButton
                      icon="trash"
                      label={t('settings.sign-ins.end')}
                      disabled={revoke.isPending}
                      onClick={() => revoke.mutate(signIn.id)}
                    />
                  )
                }
              />
            ))}
          </List>
        </Section>
      )}
    </Screen>
  )
}
