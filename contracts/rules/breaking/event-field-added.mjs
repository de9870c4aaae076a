/** Applied to a bundle of the small contract; the breaking gate must rate it exactly so. */
export const bundle = 'events'
export const impact = 'minor'
export function mutate(document) {
  document.components.schemas.RollMadeV1.properties.data.properties.mood = { type: 'string', maxLength: 10 }
  document.components.schemas.RollMadeV1.properties.data.required.push('mood')
}
