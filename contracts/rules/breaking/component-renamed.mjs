/** Applied to a bundle of the small contract; the breaking gate must rate it exactly so. */
export const bundle = 'rest'
export const impact = 'major'
export function mutate(document) {
  document.components.schemas.Quest = document.components.schemas.CampaignUpdate
  delete document.components.schemas.CampaignUpdate
  document.paths['/v1/campaigns/{campaignId}'].patch.requestBody.content['application/json'].schema.$ref =
    '#/components/schemas/Quest'
}
