/** What a link that opened the app points at. */
export type StartTarget = { kind: 'campaign'; campaignId: string } | { kind: 'invite'; code: string } | null

/** Reads `c_…` (the id of a campaign) and `i_…` (the code of an invite); null for anything else. */
export function readStartParam(parameter: string): StartTarget {
  if (/^i_[\w-]{22}$/.test(parameter)) return { kind: 'invite', code: parameter }
  if (!/^c_[\w-]{22}$/.test(parameter)) return null
  const bytes = atob(parameter.slice(2).replaceAll('-', '+').replaceAll('_', '/'))
  const hex = Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('')
  return {
    kind: 'campaign',
    campaignId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
  }
}
