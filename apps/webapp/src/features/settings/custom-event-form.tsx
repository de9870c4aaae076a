import { isProblem } from '@rpg-bot/rpg_sdk'
import type { PartyFeed } from '@rpg-bot/rpg_sdk/party'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useServices } from '../../app/services.ts'
import { useText } from '../../i18n/use-text.ts'
import { Button } from '../../ui/button.tsx'
import { Input, TextArea } from '../../ui/field.tsx'
import { useToast } from '../../ui/toast.tsx'
import { type CustomEventFault, customEventType, readCustomEvent } from './custom-event.ts'
import styles from './developer.module.css'

/** Sends a custom event of an integrator: a name of theirs and any JSON object. */
export function CustomEventForm({ feed }: { feed: PartyFeed | null }) {
  const { t } = useText()
  const { contract } = useServices()
  const toast = useToast()
  const [name, setName] = useState('com.example.torch-lit')
  const [payload, setPayload] = useState('{\n  "turns": 3\n}')
  const reading = readCustomEvent(name, payload, (event) => contract.publishFault(customEventType, event))
  const fault = reading.ok ? null : reading.fault
  const send = useMutation({
    mutationFn: async () => {
      if (feed === null || !reading.ok) throw new Error('There is nothing to send, or nowhere to.')
      return await feed.publish(customEventType, reading.event)
    },
    onSuccess: ({ sequence }) =>
      toast(t('settings.developer.sent', { sequence: Number(sequence) }), 'success'),
    onError: (error) => {
      const code = isProblem(error) ? error.code : 'unknown'
      toast(t('settings.developer.refused', { code }), 'danger')
    },
  })
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        send.mutate()
      }}
    >
      <Input
        label={t('settings.developer.event-name')}
        value={name}
        onChange={setName}
        autoCapitalize="off"
        spellCheck={false}
        {...(fault?.field === 'name'
          ? { error: wordsOf(fault) }
          : { hint: t('settings.developer.event-name-hint') })}
      />
      <TextArea
        label={t('settings.developer.payload')}
        value={payload}
        onChange={setPayload}
        rows={5}
        autoCapitalize="off"
        spellCheck={false}
        {...(fault?.field === 'payload' && { error: wordsOf(fault) })}
      />
      <Button type="submit" icon="send" wide busy={send.isPending} disabled={!reading.ok || feed === null}>
        {t('settings.developer.send')}
      </Button>
    </form>
  )

  function wordsOf(wrong: CustomEventFault): string {
    switch (wrong.reason) {
      case 'name':
        return t('settings.developer.fault.name')
      case 'json':
        return t('settings.developer.fault.json', { detail: wrong.detail })
      case 'object':
        return t('settings.developer.fault.object')
      case 'size':
        return t('settings.developer.fault.size', { bytes: wrong.bytes })
      case 'contract':
        return t('settings.developer.fault.contract', { detail: wrong.detail })
    }
  }
}
