import { memo } from 'react'
import { useText } from '../../../i18n/use-text.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { RollCard } from '../../../ui/roll-card.tsx'
import type { FeedItem } from '../feed/feed-items.ts'
import type { Names } from '../feed/names.ts'
import { Bubble } from './bubble.tsx'
import { CustomCard } from './custom-card.tsx'
import { DayDivider, EveningDivider } from './dividers.tsx'
import styles from './feed-entry.module.css'
import { NoteSlip } from './note-slip.tsx'
import { NoticeLine } from './notice-line.tsx'
import { SceneCard } from './scene-card.tsx'

export interface FeedEntryProps {
  item: FeedItem
  names: Names
  meId: string
  /** It happened just now, before the reader's eyes. */
  fresh: boolean
}

/** One item of the feed in its own shape. */
export const FeedEntry = memo(function FeedEntry({ item, names, meId, fresh }: FeedEntryProps) {
  const { t, time } = useText()
  const author = (userId: string | null) =>
    names.member(userId) ?? (names.known ? t('party.author.gone') : '…')
  switch (item.kind) {
    case 'day':
      return <DayDivider time={item.time} />
    case 'evening':
      return <EveningDivider opened={item.opened} number={item.number} title={item.title} />
    case 'message':
      return (
        <Bubble
          own={item.actor === meId}
          authorId={item.characterId ?? item.actor ?? ''}
          name={item.characterId === null ? author(item.actor) : names.character(item.characterId)}
          player={item.characterId === null ? null : author(item.actor)}
          joined={item.joined}
          time={time(item.time)}
          fresh={fresh}
        >
          {item.text}
        </Bubble>
      )
    case 'scene':
      return <SceneCard id={item.key} title={item.title} description={item.description} fresh={fresh} />
    case 'note':
      return <NoteSlip author={author(item.actor)} time={time(item.time)} text={item.text} />
    case 'custom':
      return <CustomCard name={item.name} payload={item.payload} author={author(item.actor)} />
    case 'notice':
      return <NoticeLine notice={item.notice} names={names} meId={meId} />
    case 'roll': {
      const { roll } = item
      const character = names.character(roll.characterId)
      return (
        <div className={styles.roll}>
          {roll.visibility !== 'public' && (
            <span className={styles.hidden}>
              <Badge tone="verdigris" icon="eye-off">
                {hiddenWords({ visibility: roll.visibility, own: roll.rollerId === meId })}
              </Badge>
            </span>
          )}
          <RollCard
            roll={roll}
            time={time(item.time)}
            reveal={fresh}
            author={
              <>
                <Avatar id={roll.characterId ?? roll.rollerId} size={26} />
                <span>{character ?? author(roll.rollerId)}</span>
              </>
            }
          />
        </div>
      )
    }
  }

  function hiddenWords({ visibility, own }: { visibility: 'gm' | 'self'; own: boolean }): string {
    if (visibility === 'self') return t('party.roll.only-you')
    return own ? t('party.roll.you-and-master') : t('party.roll.to-you')
  }
})
