import { type MessageId, msg } from '../../i18n/message-id.ts'
import type { IconName } from '../../ui/icon-names.ts'
import type { Visibility } from './use-roll.ts'

/** Who sees a roll: a word, a sentence, a sign. */
export const visibilityWords: Record<Visibility, { word: MessageId; text: MessageId; icon: IconName }> = {
  public: { word: msg('character.sees.public'), text: msg('character.sees.public-text'), icon: 'eye' },
  gm: { word: msg('character.sees.gm'), text: msg('character.sees.gm-text'), icon: 'crown' },
  self: { word: msg('character.sees.self'), text: msg('character.sees.self-text'), icon: 'eye-off' },
}
