/** Applied to a bundle of the small contract; the breaking gate must rate it exactly so. */
export const bundle = 'rest'
export const impact = 'minor'
export function mutate(document) {
  document.paths['/v1/campaigns/{campaignId}'].delete = structuredClone(
    document.paths['/v1/campaigns/{campaignId}'].get,
  )
  document.paths['/v1/campaigns/{campaignId}'].delete.operationId = 'deleteCampaign'
}
