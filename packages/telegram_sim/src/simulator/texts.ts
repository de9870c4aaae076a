/** Languages of the simulator page. */
export const simulatorLanguages = Object.freeze(['ru', 'en'] as const)

/** One of `simulatorLanguages`. */
export type SimulatorLanguage = (typeof simulatorLanguages)[number]

const english = {
  title: 'The table',
  lead: 'A stand-in for Telegram. Open a few players in tabs of their own, and the party is together.',
  players: 'Who opens the app',
  gm: 'Game master',
  player: 'Player {number}',
  newTab: 'Open {name} in a new tab',
  client: 'Client',
  version: 'Version',
  theme: 'Theme',
  light: 'Light',
  dark: 'Dark',
  language: 'Language',
  startParam: 'Deep link',
  startParamHint: 'start_param, such as i_… from an invitation',
  age: 'Launch data',
  ageFresh: 'fresh',
  ageStale: 'two hours old',
  ageFuture: 'from the future',
  open: 'Open',
  minimize: 'Minimise',
  restore: 'Bring back',
  log: 'What the app asked for',
  logEmpty: 'Nothing yet.',
  refused: 'too new for this client',
  closed: 'The app is closed',
  reopen: 'Open again',
  failed: 'The app could not be opened: {reason}',
  close: 'Close',
  back: 'Back',
  settings: 'Settings',
  miniApp: 'mini app',
  closeQuestion: 'Changes may be lost. Close anyway?',
  stay: 'Stay',
  ok: 'OK',
  cancel: 'Cancel',
  frame: 'Mini App',
}

/** Names of the texts of the page. */
export type SimulatorTexts = Readonly<Record<keyof typeof english, string>>

const russian: SimulatorTexts = {
  title: 'Стол',
  lead: 'Замена Telegram. Откройте нескольких игроков в отдельных вкладках, и партия в сборе.',
  players: 'Кто открывает приложение',
  gm: 'Мастер',
  player: 'Игрок {number}',
  newTab: 'Открыть в новой вкладке: {name}',
  client: 'Клиент',
  version: 'Версия',
  theme: 'Тема',
  light: 'Светлая',
  dark: 'Тёмная',
  language: 'Язык',
  startParam: 'Прямая ссылка',
  startParamHint: 'start_param, например i_… из приглашения',
  age: 'Данные запуска',
  ageFresh: 'свежие',
  ageStale: 'двухчасовой давности',
  ageFuture: 'из будущего',
  open: 'Открыть',
  minimize: 'Свернуть',
  restore: 'Вернуть',
  log: 'О чём просило приложение',
  logEmpty: 'Пока ни о чём.',
  refused: 'этот клиент слишком стар',
  closed: 'Приложение закрыто',
  reopen: 'Открыть снова',
  failed: 'Приложение не открылось: {reason}',
  close: 'Закрыть',
  back: 'Назад',
  settings: 'Настройки',
  miniApp: 'мини-приложение',
  closeQuestion: 'Изменения могут пропасть. Всё равно закрыть?',
  stay: 'Остаться',
  ok: 'ОК',
  cancel: 'Отмена',
  frame: 'Мини-приложение',
}

/** All texts of the page by language. */
export const simulatorTexts: Readonly<Record<SimulatorLanguage, SimulatorTexts>> = Object.freeze({
  ru: russian,
  en: english,
})
