import { describe, expect, test } from 'vitest'
import { findMirror, sourceStanza } from './apt-sources.ts'

const STANZAS = `Types: deb
# a comment
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://mirror.example/security
Suites: bookworm-security
Components: main
`

describe('finding the Debian mirror of this machine', () => {
  test('reads the stanza of the release and not the one of its security archive', () => {
    expect(findMirror([STANZAS], 'bookworm')).toEqual({
      uri: 'http://mirror.example/debian',
      signedBy: '/usr/share/keyrings/debian-archive-keyring.gpg',
    })
  })

  test('reads one-line entries with options', () => {
    const text =
      '# deb http://old.example/debian bookworm main\ndeb [arch=amd64 signed-by=/k.gpg] http://m.example/debian bookworm main non-free'
    expect(findMirror([text], 'bookworm')).toEqual({ uri: 'http://m.example/debian', signedBy: '/k.gpg' })
  })

  test('passes over third-party archives and other releases', () => {
    expect(
      findMirror(
        ['deb http://apps.example/apt stable main', 'deb http://m.example/debian trixie main'],
        'bookworm',
      ),
    ).toBeUndefined()
  })

  test('asks the same mirror for sources of another suite and keeps the key', () => {
    expect(sourceStanza({ uri: 'http://m.example/debian', signedBy: '/k.gpg' }, 'trixie')).toBe(
      'Types: deb-src\nURIs: http://m.example/debian\nSuites: trixie\nComponents: main\nSigned-By: /k.gpg\n',
    )
  })
})
