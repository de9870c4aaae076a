/** Applied to a bundle of the small contract; the breaking gate must rate it exactly so. */
export const bundle = 'rest'
export const impact = 'major'
export function mutate(document) {
  document.paths['/v1/campaigns'].post.responses['200'] =
    document.paths['/v1/campaigns'].post.responses['201']
  delete document.paths['/v1/campaigns'].post.responses['201']
}
