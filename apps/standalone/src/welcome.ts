import type { Installation } from './installation.ts'

/** What a person reads when everything is up. */
export function welcome({
  url,
  signer,
  metricsPort,
}: Pick<Installation, 'url' | 'signer' | 'metricsPort'>): string {
  const lines = ['', '  RPG-Bot is ready.', '']
  if (signer === null) lines.push(`  Mini App   ${url}/`)
  else {
    lines.push(
      `  Open       ${url}/simulator`,
      '             Pick the game master or a player. One tab each makes a party.',
      '',
      `  Mini App   ${url}/  (outside Telegram it asks you to open it there)`,
    )
  }
  lines.push(
    `  API        ${url}/v1/status`,
    `  Metrics    http://127.0.0.1:${metricsPort}/metrics`,
    '',
    '  Ctrl-C stops it.',
    '',
    '',
  )
  return lines.join('\n')
}
