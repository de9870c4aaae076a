/** Somebody who can open the Mini App in the simulator. */
export type Persona = {
  /** Stable name in addresses: `gm`, `player-1` … `player-4`. */
  readonly key: string
  readonly role: 'gm' | 'player'
  /** Telegram id; far above the ids that tests make up. */
  readonly id: number
  readonly firstName: string
  readonly lastName?: string
  readonly username?: string
  /** Language of their Telegram unless the simulator chooses another. */
  readonly languageCode: 'ru' | 'en'
  readonly isPremium?: boolean
}

/** The party: a game master and four players, with names as they come in real chats. */
export const personas: readonly Persona[] = Object.freeze([
  {
    key: 'gm',
    role: 'gm',
    id: 9_900_000_001,
    firstName: 'Хранитель',
    lastName: '🎲',
    username: 'sim_keeper',
    languageCode: 'ru',
    isPremium: true,
  },
  {
    key: 'player-1',
    role: 'player',
    id: 9_900_000_002,
    firstName: 'Рысь 🏹',
    username: 'sim_lynx',
    languageCode: 'ru',
  },
  {
    key: 'player-2',
    role: 'player',
    id: 9_900_000_003,
    firstName: 'Ёлка',
    lastName: 'Зимняя ❄️',
    languageCode: 'ru',
  },
  {
    key: 'player-3',
    role: 'player',
    id: 9_900_000_004,
    firstName: 'Moss',
    username: 'sim_moss',
    languageCode: 'en',
  },
  {
    key: 'player-4',
    role: 'player',
    id: 9_900_000_005,
    firstName: 'Эхо',
    lastName: 'of the Deep 🫧',
    username: 'sim_echo',
    languageCode: 'en',
  },
])

/** The persona of that key. */
export function findPersona(key: string): Persona | undefined {
  return personas.find((persona) => persona.key === key)
}
