/** Applied to a bundle of the small contract; the breaking gate must rate it exactly so. */
export const bundle = 'rest'
export const impact = 'major'
export function mutate(document) {
  document.components.schemas.NoteAddedV1 = structuredClone(document.components.schemas.RollMadeV1)
  document.components.schemas.NoteAddedV1.properties.type.const = 'io.rpgbot.party.note-added.v1'
  document.components.schemas.PartyEvent.oneOf.push({ $ref: '#/components/schemas/NoteAddedV1' })
}
