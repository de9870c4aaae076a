/** Applied to a bundle of the small contract; the breaking gate must rate it exactly so. */
export const bundle = 'rest'
export const impact = 'major'
export function mutate(document) {
  document.components.parameters.Limit.schema.maximum = 10
}
