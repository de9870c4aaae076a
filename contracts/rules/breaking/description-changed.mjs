/** Applied to a bundle of the small contract; the breaking gate must rate it exactly so. */
export const bundle = 'rest'
export const impact = 'patch'
export function mutate(document) {
  document.paths['/v1/campaigns'].get.description = 'Other words.'
}
