import type { KeyValue, Platform } from '../../platform/platform.ts'

/** Keeps the refresh token between visits, together with whose it is. */
export interface RefreshTokenStore {
  /** The token, unless it belongs to another person than the launch data names. */
  load(): Promise<string | null>
  save(token: string): Promise<void>
  clear(): Promise<void>
}

export interface RefreshTokenStoreOptions {
  platform: Pick<Platform, 'secure' | 'cache' | 'supports'>
  /** Storage that ends with the tab; for clients without storage of their own. */
  session: KeyValue
  /** Telegram user id of the launch data; null when it is unknown, as after a reload. */
  userId: string | null
}

const key = 'rpg.sign-in'

/**
 * The best place the client offers: encrypted storage, then its device storage, then the tab. The owner is
 * kept beside the token because several Telegram accounts may share a device.
 */
export function createRefreshTokenStore(options: RefreshTokenStoreOptions): RefreshTokenStore {
  const { platform, session, userId } = options
  const place = platform.secure ?? (platform.supports('device-storage') ? platform.cache : session)
  let owner = userId
  // Nobody waits for a save, but whoever reads waits for the last one.
  let saving: Promise<void> = Promise.resolve()
  return {
    async load() {
      await saving
      const entry = parseEntry(await place.get(key))
      if (entry === null) return null
      if (userId !== null && entry.owner !== userId) {
        await place.remove(key)
        return null
      }
      owner = entry.owner
      return entry.token
    },
    save(token) {
      saving = saving.then(() => place.set(key, JSON.stringify({ token, owner })))
      return saving
    },
    clear() {
      saving = saving.then(() => place.remove(key))
      return saving
    },
  }
}

function parseEntry(text: string | null): { token: string; owner: string | null } | null {
  if (text === null) return null
  try {
    const { token, owner } = JSON.parse(text) as Record<string, unknown>
    if (typeof token !== 'string') return null
    return { token, owner: typeof owner === 'string' ? owner : null }
  } catch {
    return null
  }
}
