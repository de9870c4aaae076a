import { useText } from '../../i18n/use-text.ts'
import { classNames } from '../../ui/class-names.ts'
import { List, Section } from '../../ui/list.tsx'
import type { SheetSection as SectionData, SheetField } from './character-queries.ts'
import { FieldEditor } from './field-editor.tsx'
import { FieldRow } from './field-row.tsx'
import { FieldTile } from './field-tile.tsx'
import { textOf } from './field-value.ts'
import { listItems, namedField } from './list-entries.ts'
import { useSheet } from './sheet-context.ts'
import styles from './sheet-section.module.css'

/** One section of a layout, whatever rules it comes from. */
export function SheetSection({ section }: { section: SectionData }) {
  const { locale } = useText()
  const sheet = useSheet()
  const title = section.title[locale]
  if (sheet.editing) {
    return (
      <Section title={title}>
        <div className={classNames(styles.editors, section.display === 'grid' && styles.pairs)}>
          {section.fields.map((field) => (
            <FieldEditor key={keyOf(field)} field={field} />
          ))}
        </div>
      </Section>
    )
  }
  // At play an empty text says nothing; it waits in the editor.
  const isEmptyText = (field: SheetField) =>
    (field.kind === 'text' || field.kind === 'longtext') && textOf(field, sheet).trim() === ''
  // The bound of a counter stands on the counter itself.
  const isBound = (field: SheetField) =>
    field.roll === undefined && section.fields.some(({ maximumPointer }) => maximumPointer === field.pointer)
  const fields = section.fields.filter((field) => !isEmptyText(field) && !isBound(field))
  const items =
    section.display === 'list'
      ? listItems(section.fields, sheet).filter((item) => !('field' in item) || fields.includes(item.field))
      : []
  const plates = fields.filter(({ kind }) => kind !== 'counter').length
  if (fields.length === 0 || (section.display === 'list' && items.length === 0)) return null
  return (
    <Section title={title}>
      {section.display === 'grid' && (
        <div className={classNames(styles.grid, (plates === 2 || plates === 4) && styles.wide)}>
          {fields.map((field) => (
            <FieldTile key={keyOf(field)} field={field} />
          ))}
        </div>
      )}
      {section.display === 'list' && (
        <List>
          {items.map((item) =>
            'field' in item ? (
              <li key={keyOf(item.field)}>
                <FieldRow field={item.field} />
              </li>
            ) : (
              item.entry.fields.map((field) => (
                <li key={keyOf(field)}>
                  <FieldRow field={namedField(field, item.entry)} note={item.entry.note} />
                </li>
              ))
            ),
          )}
        </List>
      )}
      {section.display === 'text' && (
        <div className={styles.texts}>
          {fields.map((field) => (
            <FieldRow
              key={keyOf(field)}
              field={{ ...field, kind: field.kind === 'text' ? 'longtext' : field.kind }}
            />
          ))}
        </div>
      )}
    </Section>
  )
}

/** A layout may show one value twice, with different rolls. */
function keyOf({ pointer, roll }: SheetField): string {
  return `${pointer} ${roll?.expression ?? ''}`
}
