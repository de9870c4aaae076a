import { expect, test } from 'vitest'
import type { SheetDocument } from './sheet-document.ts'
import { createSheetStore, type SaveResult, type SheetDraft, type VersionedCharacter } from './sheet-store.ts'

const versioned = (version: number, parts: Partial<SheetDocument> = {}): VersionedCharacter => ({
  etag: `"${version}"`,
  character: {
    id: 'c',
    campaignId: 'p',
    ownerId: 'o',
    name: parts.name ?? 'Vesta',
    sheet: parts.sheet ?? { hp: 8, notes: '', gold: 0 },
    derived: {},
    createdAt: '2026-11-24T18:00:00Z',
    updatedAt: '2026-11-24T18:00:00Z',
  },
})

/** A server of one character, and a clock that the test moves by hand. */
function setUp(options: { draft?: SheetDraft } = {}) {
  let current = versioned(1)
  let version = 1
  let online = true
  let verdict: SaveResult | null = null
  let gate: Promise<void> = Promise.resolve()
  const timers = new Map<number, () => void>()
  let timer = 0
  const kept: { draft: SheetDraft | null } = { draft: null }
  const bodies: Partial<SheetDocument>[] = []
  const write = (parts: Partial<SheetDocument>) => {
    version += 1
    const { name, sheet } = current.character
    current = versioned(version, { name, sheet, ...parts })
  }
  const store = createSheetStore({
    initial: current,
    ...(options.draft !== undefined && { draft: options.draft }),
    async save(body, etag) {
      bodies.push(body)
      await gate
      if (!online) return { kind: 'unreachable' }
      if (verdict !== null) return verdict
      if (etag !== current.etag) return { kind: 'stale' }
      write(body)
      return { kind: 'stored', current }
    },
    load: async () => (online ? { kind: 'stored', current } : { kind: 'unreachable' }),
    keep: (draft) => {
      kept.draft = draft
    },
    later(run) {
      timer += 1
      const id = timer
      timers.set(id, run)
      return () => timers.delete(id)
    },
  })
  return {
    store,
    bodies,
    kept,
    server: () => current,
    elsewhere: write,
    setOnline: (value: boolean) => {
      online = value
    },
    setVerdict: (value: SaveResult | null) => {
      verdict = value
    },
    hold: () => {
      let release: () => void = () => undefined
      gate = new Promise((resolve) => {
        release = resolve
      })
      return release
    },
    /** Lets every timer that is set now run. */
    async tick() {
      const due = [...timers]
      timers.clear()
      for (const [, run] of due) run()
      await new Promise((resolve) => setTimeout(resolve, 0))
    },
  }
}

test('many changes within the pause travel in one request', async () => {
  const { store, bodies, tick, server, kept } = setUp()
  store.getState().edit('/sheet/hp', 7)
  store.getState().edit('/sheet/hp', 6)
  store.getState().edit('/name', 'Vesta the Salt')
  expect(store.getState().document.sheet['hp']).toBe(6)
  expect(kept.draft?.changes).toEqual({ '/sheet/hp': 6, '/name': 'Vesta the Salt' })
  await tick()
  expect(bodies).toHaveLength(1)
  expect(server().character.name).toBe('Vesta the Salt')
  expect(store.getState().autosave).toBe('saved')
  expect(kept.draft).toBeNull()
})

test('what is typed during a request is kept and saved next', async () => {
  const { store, tick, server, hold } = setUp()
  const release = hold()
  store.getState().edit('/sheet/hp', 5)
  await tick()
  store.getState().edit('/sheet/notes', 'a raven')
  expect(store.getState().autosave).toBe('behind')
  release()
  await tick()
  await tick()
  expect(server().character.sheet).toEqual({ hp: 5, notes: 'a raven', gold: 0 })
  expect(store.getState().autosave).toBe('saved')
})

test('a change from another device is kept beside the change from here', async () => {
  const { store, tick, server, elsewhere } = setUp()
  elsewhere({ sheet: { hp: 8, notes: '', gold: 40 } })
  store.getState().edit('/sheet/hp', 2)
  await tick()
  await tick()
  expect(server().character.sheet).toEqual({ hp: 2, notes: '', gold: 40 })
  expect(store.getState().merged).toBe(0)
})

test('where both changed the same value, what was typed here wins and is told', async () => {
  const { store, tick, server, elsewhere } = setUp()
  elsewhere({ sheet: { hp: 1, notes: '', gold: 0 } })
  store.getState().edit('/sheet/hp', 4)
  await tick()
  await tick()
  expect(server().character.sheet['hp']).toBe(4)
  expect(store.getState().merged).toBe(1)
})

test('without a network everything waits and is saved by the next try', async () => {
  const { store, tick, server, setOnline, kept } = setUp()
  setOnline(false)
  store.getState().edit('/sheet/hp', 3)
  await tick()
  expect(store.getState().autosave).toBe('offline')
  expect(kept.draft?.changes).toEqual({ '/sheet/hp': 3 })
  setOnline(true)
  store.getState().retry()
  await tick()
  expect(server().character.sheet['hp']).toBe(3)
  expect(store.getState().autosave).toBe('saved')
})

test('a refusal marks its fields, and the next edit tries again', async () => {
  const { store, tick, setVerdict } = setUp()
  setVerdict({ kind: 'rejected', code: 'sheet_invalid', pointers: ['/sheet/hp'] })
  store.getState().edit('/sheet/hp', 9000)
  await tick()
  expect(store.getState()).toMatchObject({
    autosave: 'refused',
    faults: ['/sheet/hp'],
    code: 'sheet_invalid',
  })
  setVerdict(null)
  store.getState().edit('/sheet/hp', 9)
  await tick()
  expect(store.getState()).toMatchObject({ autosave: 'saved', faults: [], code: null })
})

test('a draft of an earlier visit is put on top and saved', async () => {
  const { store, tick, server } = setUp({ draft: { etag: '"1"', changes: { '/sheet/notes': 'left open' } } })
  expect(store.getState().document.sheet['notes']).toBe('left open')
  await tick()
  await tick()
  expect(server().character.sheet['notes']).toBe('left open')
})

test('flushing saves at once, so that a roll sees the newest numbers', async () => {
  const { store, server } = setUp()
  store.getState().edit('/sheet/hp', 1)
  expect(await store.getState().flush()).toBe('saved')
  expect(server().character.sheet['hp']).toBe(1)
})

test('taken back while a request is under way ends without an empty request', async () => {
  const { store, tick, server, hold } = setUp()
  const release = hold()
  store.getState().edit('/sheet/hp', 5)
  await tick()
  store.getState().edit('/sheet/hp', 5)
  release()
  await tick()
  await tick()
  expect(server().character.sheet['hp']).toBe(5)
  expect(store.getState().autosave).toBe('saved')
})

test('a fresher version is taken over only while nothing here is unsaved', () => {
  const { store } = setUp()
  store.getState().adopt(versioned(2, { name: 'Other' }))
  expect(store.getState().document.name).toBe('Other')
  store.getState().edit('/name', 'Mine')
  store.getState().adopt(versioned(3, { name: 'Third' }))
  expect(store.getState().document.name).toBe('Mine')
})
