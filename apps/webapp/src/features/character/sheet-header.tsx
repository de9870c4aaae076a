import { type ReactNode, useEffect } from 'react'
import { Avatar } from '../../ui/avatar.tsx'
import { Cover } from '../../ui/cover.tsx'
import type { AutosaveState } from './autosave-state.ts'
import { SaveMark } from './save-mark.tsx'
import styles from './sheet-header.module.css'
import type { Character } from './sheet-store.ts'

export interface SheetHeaderProps {
  character: Character
  /** As typed, saved or not. */
  name: string
  campaignName: string
  /** Null where nothing is saved from here. */
  autosave: AutosaveState | null
  actions: ReactNode
}

/** Who this is: a scene, a seal, the name. */
export function SheetHeader({ character, name, campaignName, autosave, actions }: SheetHeaderProps) {
  useEffect(() => {
    document.title = `${name} · RPG-Bot`
  }, [name])
  return (
    <header className={styles.header}>
      <div className={styles.scene}>
        <Cover id={character.id} />
      </div>
      <div className={styles.row}>
        <span className={styles.seal}>
          <Avatar id={character.id} size={72} />
        </span>
        <div className={styles.actions}>{actions}</div>
      </div>
      <div className={styles.text}>
        <h1>{name}</h1>
        <p>
          <span>{campaignName}</span>
          {autosave !== null && <SaveMark state={autosave} />}
        </p>
      </div>
    </header>
  )
}
