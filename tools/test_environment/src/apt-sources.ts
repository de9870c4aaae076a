/** Where this machine gets Debian's own packages from. */
export interface AptMirror {
  readonly uri: string
  readonly signedBy?: string
}

/**
 * Finds the mirror of a Debian release in the texts of the machine's source lists, in either format of
 * sources.list(5). The release itself is asked for: security and third-party archives carry other suites.
 */
export function findMirror(texts: readonly string[], codename: string): AptMirror | undefined {
  for (const text of texts) {
    const mirror = findInStanzas(text, codename) ?? findInLines(text, codename)
    if (mirror !== undefined) return mirror
  }
  return undefined
}

/** A deb822 source list for the source packages of another suite on the same mirror. */
export function sourceStanza(mirror: AptMirror, suite: string): string {
  const lines = ['Types: deb-src', `URIs: ${mirror.uri}`, `Suites: ${suite}`, 'Components: main']
  if (mirror.signedBy !== undefined) lines.push(`Signed-By: ${mirror.signedBy}`)
  return `${lines.join('\n')}\n`
}

function findInStanzas(text: string, codename: string): AptMirror | undefined {
  for (const stanza of text.split(/\n\s*\n/)) {
    const fields = new Map<string, string[]>()
    for (const line of stanza.split('\n')) {
      const match = /^([A-Za-z-]+):\s*(.+)$/.exec(line)
      if (match?.[1] !== undefined && match[2] !== undefined)
        fields.set(match[1].toLowerCase(), match[2].trim().split(/\s+/))
    }
    const uri = fields.get('uris')?.[0]
    const fits =
      fields.get('types')?.includes('deb') &&
      fields.get('suites')?.includes(codename) &&
      fields.get('components')?.includes('main')
    if (!fits || uri === undefined) continue
    const signedBy = fields.get('signed-by')?.[0]
    return { uri, ...(signedBy?.startsWith('/') ? { signedBy } : {}) }
  }
  return undefined
}

function findInLines(text: string, codename: string): AptMirror | undefined {
  for (const line of text.split('\n')) {
    const match = /^deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s+(.+)$/.exec(line.trim())
    if (match === null) continue
    const [, options = '', uri = '', suite, components = ''] = match
    if (suite !== codename || !components.split(/\s+/).includes('main')) continue
    const signedBy = /signed-by=(\S+)/.exec(options)?.[1]
    return { uri, ...(signedBy === undefined ? {} : { signedBy }) }
  }
  return undefined
}
