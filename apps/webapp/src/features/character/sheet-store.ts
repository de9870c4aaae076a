import type { ResultOf } from '@rpg-bot/rpg_sdk'
import { createStore } from 'zustand/vanilla'
import { type AutosaveEvent, type AutosaveState, autosaveTable, restStates } from './autosave-state.ts'
import {
  applyChanges,
  type Changes,
  findConflicts,
  remainingChanges,
  type SheetDocument,
  updateBody,
} from './sheet-document.ts'

export type Character = ResultOf<'getCharacter'>

export interface VersionedCharacter {
  character: Character
  etag: string
}

/** How a call to the server ended. */
export type SaveResult =
  | { kind: 'stored'; current: VersionedCharacter }
  | { kind: 'stale' }
  | { kind: 'unreachable' }
  | { kind: 'rejected'; code: string; pointers: readonly string[] }

/** What survives the app being closed before everything was saved. */
export interface SheetDraft {
  etag: string
  changes: Changes
}

export interface SheetStoreOptions {
  initial: VersionedCharacter
  /** Left by an earlier visit. */
  draft?: SheetDraft | null
  save(body: Partial<SheetDocument>, etag: string): Promise<SaveResult>
  load(): Promise<SaveResult>
  /** Keeps the draft on the device; null forgets it. */
  keep(draft: SheetDraft | null): void
  /** Runs something later, after so many milliseconds; returns how to call it off. */
  later(run: () => void, delay: number): () => void
}

export interface SheetState {
  autosave: AutosaveState
  /** What the server has, as far as we know. */
  server: VersionedCharacter
  changes: Changes
  /** Server and changes together: what is on the screen. */
  document: SheetDocument
  /** Pointers the server refused. */
  faults: readonly string[]
  /** Why the server refused; null unless it did. */
  code: string | null
  /** Others changed the sheet meanwhile: how many values of both sides met. Null when there is nothing to tell. */
  merged: number | null
  edit(pointer: string, value: unknown): void
  /** Saves what is left, and resolves when it is saved or cannot be. */
  flush(): Promise<AutosaveState>
  /** Tries again after a lost network. */
  retry(): void
  /** Takes over a fresher version, unless something here is not saved yet. */
  adopt(current: VersionedCharacter): void
  dismissMerged(): void
  /** Ends the timers. What is not saved stays in the draft. */
  stop(): void
}

export type SheetStore = ReturnType<typeof createSheetStore>

/** Pause after the last change before it is saved. Milliseconds. */
const pause = 700
/** Between tries without a network. Milliseconds. */
const retryAfter = 5_000

/** Keeps one sheet in step with the server: saves after a pause, survives a lost network, merges. */
export function createSheetStore(options: SheetStoreOptions) {
  const { initial, draft = null, save, load, keep, later } = options
  return createStore<SheetState>()((set, get, { subscribe }) => {
    let cancel: () => void = () => undefined
    let stopped = false
    const wait = (delay: number) => {
      cancel()
      if (!stopped) cancel = later(() => send('due'), delay)
    }
    const show = (server: VersionedCharacter, changes: Changes) => {
      set({ server, changes, document: applyChanges(server.character, changes) })
      keep(Object.keys(changes).length === 0 ? null : { etag: server.etag, changes })
    }

    const send = (event: AutosaveEvent): void => {
      const before = get().autosave
      const autosave = autosaveTable[before][event]
      set({ autosave })
      if (autosave === 'waiting' && (before !== 'waiting' || event === 'edited')) wait(pause)
      if (autosave === 'offline' && before !== 'offline') wait(retryAfter)
      if (autosave === 'saving' && before !== 'saving') void store()
      if (autosave === 'merging' && before !== 'merging') void merge()
    }

    const store = async (): Promise<void> => {
      const { server, changes } = get()
      const body = updateBody(server.character, changes)
      // Typed and taken back while a request was under way: there is nothing left to send.
      const idle = Object.keys(body).length === 0
      const result: SaveResult = idle ? { kind: 'stored', current: server } : await save(body, server.etag)
      if (result.kind === 'stored') {
        set({ faults: [], code: null })
        // What was typed while the request was under way differs from the answer and stays.
        show(result.current, remainingChanges(result.current.character, withoutSent(get().changes, changes)))
      }
      finish(result)
    }

    const merge = async (): Promise<void> => {
      const result = await load()
      if (result.kind !== 'stored') {
        finish(result)
        return
      }
      const { server, changes } = get()
      const remaining = remainingChanges(result.current.character, changes)
      const both = { before: server.character, after: result.current.character }
      set({ merged: findConflicts(both, changes).length })
      show(result.current, remaining)
      send(Object.keys(remaining).length === 0 ? 'settled' : 'reloaded')
    }

    const finish = (result: SaveResult): void => {
      if (result.kind === 'rejected') set({ faults: result.pointers, code: result.code })
      send(result.kind)
    }

    const changes = draft === null ? {} : remainingChanges(initial.character, draft.changes)
    const restored = Object.keys(changes).length > 0
    if (restored) queueMicrotask(() => send('edited'))

    return {
      autosave: 'saved',
      server: initial,
      changes,
      document: applyChanges(initial.character, changes),
      faults: [],
      code: null,
      merged: restored && draft?.etag !== initial.etag ? 0 : null,
      edit(pointer, value) {
        const { server, changes, faults } = get()
        set({ faults: faults.filter((fault) => fault !== pointer) })
        // The change is kept even when it restores the old value: a request under way may carry another.
        show(server, { ...changes, [pointer]: value })
        send('edited')
      },
      async flush() {
        if (get().autosave === 'waiting' || get().autosave === 'offline') send('due')
        while (!restStates.has(get().autosave)) {
          await changeOf(subscribe)
          if (get().autosave === 'waiting') send('due')
        }
        return get().autosave
      },
      retry: () => {
        if (get().autosave === 'offline') send('due')
      },
      adopt(current) {
        if (get().autosave === 'saved' && current.etag !== get().server.etag) show(current, {})
      },
      dismissMerged: () => set({ merged: null }),
      stop() {
        stopped = true
        cancel()
      },
    }
  })
}

/** Changes without those that were sent and have not been touched since. */
function withoutSent(current: Changes, sent: Changes): Changes {
  return Object.fromEntries(
    Object.entries(current).filter(
      ([pointer, value]) => !(pointer in sent) || !Object.is(sent[pointer], value),
    ),
  )
}

function changeOf(subscribe: (listener: () => void) => () => void): Promise<void> {
  return new Promise((resolve) => {
    const release = subscribe(() => {
      release()
      resolve()
    })
  })
}
