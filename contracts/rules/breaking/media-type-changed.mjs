/** Applied to a bundle of the small contract; the breaking gate must rate it exactly so. */
export const bundle = 'rest'
export const impact = 'major'
export function mutate(document) {
  const response = document.paths['/v1/campaigns/{campaignId}'].get.responses['200']
  response.content = { 'application/vnd.rpg+json': response.content['application/json'] }
}
