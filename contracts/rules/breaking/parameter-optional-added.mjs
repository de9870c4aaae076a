/** Applied to a bundle of the small contract; the breaking gate must rate it exactly so. */
export const bundle = 'rest'
export const impact = 'minor'
export function mutate(document) {
  document.paths['/v1/campaigns'].get.parameters.push({
    name: 'order',
    in: 'query',
    required: false,
    schema: { type: 'string', maxLength: 10 },
  })
}
