import type { SheetField } from './character-queries.ts'
import { type FieldSource, textOf } from './field-value.ts'

/** Something of several fields in an array of the sheet, such as an attack. */
export interface ListEntry {
  id: string
  /** What the person called it. */
  name: string
  /** Its other texts. */
  note: string
  /** What is left: numbers, flags, choices. */
  fields: readonly SheetField[]
}

export type ListItem = { field: SheetField } | { entry: ListEntry }

/** Pointer of a member of an array: its part up to the index. */
const member = /^(.*\/\d+)\//

/**
 * How a list is read at play: fields of one member of an array are one entry with the name the person gave it.
 * A member nobody has named yet is left out; it waits in the editor.
 */
export function listItems(fields: readonly SheetField[], source: FieldSource): ListItem[] {
  const items: ListItem[] = []
  const seen = new Set<string>()
  for (const field of fields) {
    const id = member.exec(field.pointer)?.[1]
    const group = id === undefined ? [] : fields.filter(({ pointer }) => pointer.startsWith(`${id}/`))
    const texts = group.filter(({ kind }) => kind === 'text' || kind === 'longtext')
    if (id === undefined || texts.length === 0) {
      items.push({ field })
      continue
    }
    if (seen.has(id)) continue
    seen.add(id)
    const [name = '', ...notes] = texts
      .map((text) => textOf(text, source).trim())
      .filter((text) => text !== '')
    if (name !== '') {
      const rest = group.filter((each) => !texts.includes(each))
      items.push({ entry: { id, name, note: notes.join(' · '), fields: rest } })
    }
  }
  return items
}

/** A field of an entry under the name of the entry, for the row and for the roll. */
export function namedField(field: SheetField, { name }: ListEntry): SheetField {
  const label = { en: name, ru: name }
  const short = name.slice(0, 80)
  return {
    ...field,
    label,
    ...(field.roll !== undefined && { roll: { ...field.roll, label: { en: short, ru: short } } }),
  }
}
