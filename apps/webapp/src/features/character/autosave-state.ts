/**
 * Where a sheet stands between the hands of a person and the server.
 *
 * `saved` nothing to do · `waiting` changed, the pause after typing runs · `saving` a request is under way ·
 * `behind` changed again meanwhile · `offline` no answer, tried again by itself · `merging` somebody else
 * changed it, the fresh version is on its way · `refused` the server does not take it; a change tries again
 */
export type AutosaveState = 'saved' | 'waiting' | 'saving' | 'behind' | 'offline' | 'merging' | 'refused'

/**
 * `edited` by the person · `due` the pause is over, or it has to be saved at once · `stored` accepted ·
 * `stale` built on an old version (412) · `unreachable` no answer · `rejected` an answer that stays the same ·
 * `reloaded` the fresh version is here, changes remain · `settled` the fresh version is here, nothing remains
 */
export type AutosaveEvent =
  | 'edited'
  | 'due'
  | 'stored'
  | 'stale'
  | 'unreachable'
  | 'rejected'
  | 'reloaded'
  | 'settled'

/** Every state with every event. */
export const autosaveTable: Record<AutosaveState, Record<AutosaveEvent, AutosaveState>> = {
  saved: {
    edited: 'waiting',
    due: 'saved',
    stored: 'saved',
    stale: 'saved',
    unreachable: 'saved',
    rejected: 'saved',
    reloaded: 'saved',
    settled: 'saved',
  },
  waiting: {
    edited: 'waiting',
    due: 'saving',
    stored: 'waiting',
    stale: 'waiting',
    unreachable: 'waiting',
    rejected: 'waiting',
    reloaded: 'waiting',
    settled: 'waiting',
  },
  saving: {
    edited: 'behind',
    due: 'saving',
    stored: 'saved',
    stale: 'merging',
    unreachable: 'offline',
    rejected: 'refused',
    reloaded: 'saving',
    settled: 'saving',
  },
  behind: {
    edited: 'behind',
    due: 'behind',
    stored: 'waiting',
    stale: 'merging',
    unreachable: 'offline',
    // What was refused is not what stands there now.
    rejected: 'waiting',
    reloaded: 'behind',
    settled: 'behind',
  },
  offline: {
    edited: 'offline',
    due: 'saving',
    stored: 'offline',
    stale: 'offline',
    unreachable: 'offline',
    rejected: 'offline',
    reloaded: 'offline',
    settled: 'offline',
  },
  merging: {
    edited: 'merging',
    due: 'merging',
    stored: 'merging',
    stale: 'merging',
    // Saving again ends in another 412, and so in another try to merge.
    unreachable: 'offline',
    rejected: 'refused',
    reloaded: 'waiting',
    settled: 'saved',
  },
  refused: {
    edited: 'waiting',
    due: 'refused',
    stored: 'refused',
    stale: 'refused',
    unreachable: 'refused',
    rejected: 'refused',
    reloaded: 'refused',
    settled: 'refused',
  },
}

/** States in which nothing moves until the person, the network or a timer does something. */
export const restStates: ReadonlySet<AutosaveState> = new Set(['saved', 'offline', 'refused'])
