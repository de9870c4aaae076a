/** What a Telegram client put into the address of the app. */
export interface Launch {
  /** Signed launch data as received; a secret for as long as it is fresh. */
  initDataRaw: string | null
  startParam: string | null
  /** Telegram user id inside the launch data, unverified: good for choosing a cache entry, for nothing else. */
  userId: string | null
  language: string | null
  /** Bot API version of the client; null outside Telegram. */
  version: string | null
  platform: string | null
  themeParams: unknown
}

export interface LaunchSource {
  location: Pick<Location, 'hash' | 'pathname' | 'search'>
  history: Pick<History, 'replaceState' | 'state'>
  /** Null where storage is blocked. */
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null
}

/** Survives a reload of the page: what describes the client, nothing that proves a person. */
const clientKey = 'rpg.client'

/** Where other Telegram libraries leave launch data behind. */
const leftovers = [
  '__telegram__initParams',
  'launchParams',
  'tapps/launchParams',
  'tma.js/launchParams',
  'telegram-apps/launch-params',
  'telegram-mini-apps-launch-params',
]

/**
 * Takes the launch data out of the address, the current history entry and storage. Call it before anything
 * else runs: after it only the returned value knows the secret.
 */
export function takeLaunch({ location, history, storage }: LaunchSource): Launch {
  const hash = new URLSearchParams(location.hash.replace(/^#[^?]*\?/, '').replace(/^#/, ''))
  const search = new URLSearchParams(location.search)
  const read = (name: string) => hash.get(name) ?? search.get(name)

  const initDataRaw = read('tgWebAppData') || null
  const version = read('tgWebAppVersion')
  const themeParams = parseJson(read('tgWebAppThemeParams'))
  const user = userOf(initDataRaw)
  const startParam =
    read('tgWebAppStartParam') ?? (initDataRaw && new URLSearchParams(initDataRaw).get('start_param'))

  cleanAddress({ location, history }, { hash, search })
  for (const key of leftovers) forget(storage, key)

  if (version === null) return { ...nothing, startParam: startParam || null, ...recallClient(storage) }
  const client = { version, platform: read('tgWebAppPlatform'), themeParams }
  remember(storage, clientKey, JSON.stringify({ ...client, language: user.language }))
  return { ...client, ...user, initDataRaw, startParam: startParam || null }
}

const nothing: Launch = {
  initDataRaw: null,
  startParam: null,
  userId: null,
  language: null,
  version: null,
  platform: null,
  themeParams: null,
}

function cleanAddress(
  { location, history }: Pick<LaunchSource, 'location' | 'history'>,
  { hash, search }: { hash: URLSearchParams; search: URLSearchParams },
): void {
  const isOurs = (name: string) => name.startsWith('tgWebApp')
  const inHash = [...hash.keys()].some(isOurs)
  const inSearch = [...search.keys()].filter(isOurs)
  if (!inHash && inSearch.length === 0) return
  for (const name of inSearch) search.delete(name)
  const query = search.toString()
  const address = location.pathname + (query === '' ? '' : `?${query}`) + (inHash ? '' : location.hash)
  history.replaceState(history.state, '', address)
}

function userOf(initDataRaw: string | null): Pick<Launch, 'userId' | 'language'> {
  const user = parseJson(initDataRaw === null ? null : new URLSearchParams(initDataRaw).get('user'))
  if (typeof user !== 'object' || user === null) return { userId: null, language: null }
  const { id, language_code: language } = user as Record<string, unknown>
  return {
    userId: typeof id === 'number' ? String(id) : null,
    language: typeof language === 'string' ? language : null,
  }
}

function recallClient(storage: LaunchSource['storage']): Partial<Launch> {
  const client = parseJson(recall(storage, clientKey))
  if (typeof client !== 'object' || client === null) return {}
  const { version, platform, themeParams, language } = client as Record<string, unknown>
  const text = (value: unknown) => (typeof value === 'string' ? value : null)
  return { version: text(version), platform: text(platform), themeParams, language: text(language) }
}

function parseJson(value: string | null): unknown {
  if (value === null) return null
  try {
    return JSON.parse(value)
  } catch {
    return null
  }
}

/** Storage throws where it is blocked or full; what it held was only a convenience. */
function recall(storage: LaunchSource['storage'], key: string): string | null {
  try {
    return storage?.getItem(key) ?? null
  } catch {
    return null
  }
}

function remember(storage: LaunchSource['storage'], key: string, value: string): boolean {
  try {
    storage?.setItem(key, value)
    return true
  } catch {
    return false
  }
}

function forget(storage: LaunchSource['storage'], key: string): boolean {
  try {
    storage?.removeItem(key)
    return true
  } catch {
    return false
  }
}
