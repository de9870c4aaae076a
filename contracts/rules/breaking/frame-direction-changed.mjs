/** Applied to a bundle of the small contract; the breaking gate must rate it exactly so. */
export const bundle = 'events'
export const impact = 'major'
export function mutate(document) {
  document.webhooks['io.rpgbot.sync.subscribe.v1'] = document.paths['/io.rpgbot.sync.subscribe.v1']
  delete document.paths['/io.rpgbot.sync.subscribe.v1']
}
