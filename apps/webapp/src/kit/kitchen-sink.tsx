import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { AppParts } from '../app/app.tsx'
import { PlatformContext } from '../app/platform-context.ts'
import { ServicesContext } from '../app/services.ts'
import { TextsContext } from '../i18n/use-text.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Badge } from '../ui/badge.tsx'
import { Banner } from '../ui/banner.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { DieFace } from '../ui/die-face.tsx'
import { Input, Stepper, Switch, TextArea } from '../ui/field.tsx'
import { Icon } from '../ui/icon.tsx'
import { iconNames } from '../ui/icon-names.ts'
import { Illustration, type IllustrationName } from '../ui/illustration.tsx'
import { Cell, List, Section } from '../ui/list.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { RollCard } from '../ui/roll-card.tsx'
import type { RollView } from '../ui/roll-view.ts'
import { Screen } from '../ui/screen.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { EmptyState } from '../ui/state.tsx'
import { TabBar } from '../ui/tab-bar.tsx'
import { Segmented, Tabs } from '../ui/tabs.tsx'
import { ToastContext, ToastStack, useToast } from '../ui/toast.tsx'

const die = (sides: number, value: number, kept = true) => ({
  sides,
  value,
  kept,
  marks: kept ? [] : ['dropped'],
})

const roll = (parts: Partial<RollView>): RollView => ({
  printed: '1d20 + 5',
  label: null,
  comment: null,
  total: 18,
  groups: [{ notation: '1d20', label: null, dice: [die(20, 13)] }],
  ...parts,
})

const rolls: readonly RollView[] = [
  roll({
    label: 'Восприятие',
    printed: '2d20kh1 + 5',
    total: 22,
    groups: [{ notation: '2d20kh1', label: null, dice: [die(20, 17), die(20, 6, false)] }],
  }),
  roll({
    label: 'Удар секирой',
    total: 25,
    comment: 'прямо под ребро',
    groups: [{ notation: '1d20', label: null, dice: [die(20, 20)] }],
  }),
  roll({
    label: 'Stealth',
    total: 4,
    printed: '1d20 + 3',
    groups: [{ notation: '1d20', label: null, dice: [die(20, 1)] }],
  }),
  roll({
    label: 'Fireball',
    printed: '8d6 + 1d4 + 1d8 + 1d10 + 1d12 + 1d100',
    total: 121,
    groups: [
      { notation: '8d6', label: null, dice: [6, 5, 3, 3, 1, 6, 2, 4].map((value) => die(6, value)) },
      { notation: 'mix', label: null, dice: [die(4, 3), die(8, 7), die(10, 10), die(12, 11), die(100, 84)] },
    ],
  }),
]

/** Every component at once, to be looked at. Not part of the build; its words are not translated. */
export function KitchenSink({ parts }: { parts: AppParts }) {
  return (
    <PlatformContext value={parts.host}>
      <TextsContext value={parts.texts}>
        <ServicesContext value={parts.services}>
          <ToastContext value={parts.toasts}>
            <QueryClientProvider client={parts.queries}>
              <Parts />
              <ToastStack />
            </QueryClientProvider>
          </ToastContext>
        </ServicesContext>
      </TextsContext>
    </PlatformContext>
  )
}

function Parts() {
  return (
    <>
      <Banner busy>Восстанавливаем связь со столом…</Banner>
      <Banner tone="danger" icon="no-signal">
        Нет сети
      </Banner>
      <Screen
        title="Туманный тракт"
        subtitle="Вечер третий: мост через Студёную"
        actions={<IconButton icon="plus" label="Add" tone="brass" />}
      >
        <Section title="Броски" action={<Badge tone="moss">вживую</Badge>}>
          <Column>
            {rolls.map((each, index) => (
              <RollCard
                key={each.printed + each.total}
                roll={each}
                reveal
                time="21:40"
                author={
                  <>
                    <Avatar id={`roller-${index}`} size={28} />
                    <span>Торвальд</span>
                  </>
                }
                {...(index === 2 && {
                  badge: (
                    <Badge tone="verdigris" icon="eye-off">
                      только мастер
                    </Badge>
                  ),
                })}
              />
            ))}
          </Column>
        </Section>
        <Buttons />
        <Fields />
        <Lists />
        <Pictures />
      </Screen>
      <TabBar
        label="Sections"
        items={[
          { href: '/campaigns', label: 'Кампании', icon: 'campaigns', active: false },
          { href: '/party', label: 'Отряд', icon: 'party', active: true, count: 3 },
          { href: '/character', label: 'Персонаж', icon: 'character', active: false },
          { href: '/settings', label: 'Настройки', icon: 'settings', active: false },
        ]}
      />
    </>
  )
}

function Column({ children }: { children: ReactNode }) {
  return <div style={{ display: 'flex', flexDirection: 'column', gap: 12 }}>{children}</div>
}

function Row({ children }: { children: ReactNode }) {
  return <div style={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 10 }}>{children}</div>
}

function Buttons() {
  const [open, setOpen] = useState(false)
  const toast = useToast()
  return (
    <Section title="Кнопки">
      <Button wide icon="d20" onClick={() => setOpen(true)}>
        Бросить кости
      </Button>
      <Row>
        <Button variant="secondary" icon="share" onClick={() => toast('Приглашение скопировано', 'success')}>
          Позвать
        </Button>
        <Button variant="danger" onClick={() => toast('Не получилось', 'danger')}>
          Удалить
        </Button>
        <Button variant="quiet">Позже</Button>
        <Button busy>Сохраняем</Button>
      </Row>
      <Sheet
        open={open}
        onClose={() => setOpen(false)}
        title="Лоток с костями"
        footer={<Button onClick={() => setOpen(false)}>Бросить</Button>}
      >
        <Row>
          {[4, 6, 8, 10, 12, 20].map((sides) => (
            <DieFace key={sides} sides={sides} value={sides} size={52} />
          ))}
        </Row>
        <Input label="Выражение" value="2d20kh1 + 5" onChange={() => undefined} />
      </Sheet>
    </Section>
  )
}

function Fields() {
  const [name, setName] = useState('Серебряная Сова')
  const [secret, setSecret] = useState(true)
  const [level, setLevel] = useState(3)
  const [look, setLook] = useState('all')
  const [tab, setTab] = useState('feed')
  return (
    <Section title="Поля">
      <Input label="Название кампании" value={name} onChange={setName} hint="Увидят все за столом" />
      <Input label="Код" value="i_oops" onChange={() => undefined} error="Такого приглашения нет" />
      <TextArea
        label="Заметка"
        value={'Ворон знает дорогу.\nСпросить у мельника.'}
        onChange={() => undefined}
      />
      <Segmented
        label="Видимость"
        value={look}
        onChange={setLook}
        choices={[
          { value: 'all', label: 'Все' },
          { value: 'gm', label: 'Мастер' },
          { value: 'self', label: 'Только я' },
        ]}
      />
      <Row>
        <Stepper label="Level" value={level} onChange={setLevel} decrease="Less" increase="More" />
        <Badge icon="crown">Мастер</Badge>
        <Badge tone="danger">ранен</Badge>
        <Badge tone="muted">зритель</Badge>
      </Row>
      <Tabs
        label="Stol"
        value={tab}
        onChange={setTab}
        tabs={[
          { value: 'feed', label: 'Лента' },
          { value: 'people', label: 'Отряд' },
          { value: 'notes', label: 'Заметки' },
        ]}
      >
        <ProgressBar label="HP" value={27} max={38} tone="danger" />
        <ProgressBar label="Mission" value={2} max={5} />
      </Tabs>
      <List>
        <li>
          <Switch label="Тайный бросок" hint="Видит только мастер" checked={secret} onChange={setSecret} />
        </li>
      </List>
    </Section>
  )
}

function Lists() {
  return (
    <Section title="Отряд" footer="Огонёк у имени значит: человек за столом.">
      <List>
        <Cell
          before={<Avatar id="a" presence="online" />}
          title="Марта Ветрова"
          subtitle="Ведёт игру"
          after={<Badge icon="crown">Мастер</Badge>}
          href="/a"
        />
        <Cell
          before={<Avatar id="bravo" presence="online" />}
          title="Торвальд Каменная Рука"
          subtitle="Воин · 3 уровень"
          href="/b"
        />
        <Cell
          before={<Avatar id="charlie" presence="away" />}
          title="Илва"
          subtitle="Следопыт · была вчера"
          href="/c"
        />
        <Cell
          before={<Icon name="plus" />}
          title="Позвать ещё одного"
          tone="brass"
          onPress={() => undefined}
        />
      </List>
      <Skeleton rows={2} label="Loading" />
      <Row>
        {Array.from({ length: 14 }, (_, index) => (
          <Avatar key={`x${index * 7}`} id={`x${index * 7}`} size={44} />
        ))}
      </Row>
    </Section>
  )
}

const illustrations: readonly IllustrationName[] = [
  'lantern',
  'map',
  'campfire',
  'door',
  'hourglass',
  'bridge',
]

function Pictures() {
  return (
    <Section title="Рисунки">
      <EmptyState
        illustration="map"
        title="Карта пока пуста"
        text="Создайте первую кампанию или откройте приглашение."
        actions={<Button icon="plus">Новая кампания</Button>}
      />
      <Row>
        {illustrations.map((name) => (
          <Illustration key={name} name={name} />
        ))}
      </Row>
      <Row>
        {iconNames.map((name) => (
          <Icon key={name} name={name} />
        ))}
      </Row>
    </Section>
  )
}
