/** Applied to a bundle of the small contract; the breaking gate must rate it exactly so. */
export const bundle = 'events'
export const impact = 'major'
export function mutate(document) {
  delete document.components.schemas.RollMadeV1.properties.data.properties.expression
  document.components.schemas.RollMadeV1.properties.data.required = ['audience']
}
