/** Applied to a bundle of the small contract; the breaking gate must rate it exactly so. */
export const bundle = 'events'
export const impact = 'major'
export function mutate(document) {
  document.components.schemas.MessagePostedPublishV1.properties.mood = { type: 'string', maxLength: 10 }
  document.components.schemas.MessagePostedPublishV1.required.push('mood')
}
