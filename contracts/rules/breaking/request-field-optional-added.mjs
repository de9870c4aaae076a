/** Applied to a bundle of the small contract; the breaking gate must rate it exactly so. */
export const bundle = 'rest'
export const impact = 'minor'
export function mutate(document) {
  document.components.schemas.CampaignCreate.properties.mood = { type: 'string', maxLength: 10 }
}
