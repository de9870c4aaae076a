import { describe, expect, test } from 'vitest'
import { changesetsCheck } from './changesets.ts'
import { checks } from './checks.ts'
import { documentsCheck } from './documents.ts'
import { fileLengthCheck } from './file-length.ts'
import { forbiddenFilesCheck } from './forbidden-files.ts'
import { importsCheck } from './imports.ts'
import { lockfileCheck } from './lockfile.ts'
import { type Check, repositoryOf } from './repository.ts'
import { unitsCheck } from './units.ts'
import { workflowsCheck } from './workflows.ts'

const HASH = '0123456789abcdef0123456789abcdef01234567'

const unit = (folder: string, more: Record<string, string> = {}) => ({
  [`${folder}/package.json`]: JSON.stringify({
    name: `@rpg-bot/${folder.split('/')[1]}`,
    license: 'MIT',
    type: 'module',
  }),
  [`${folder}/README.md`]: '# a unit',
  [`${folder}/turbo.json`]: JSON.stringify({
    extends: ['//'],
    tags: [folder.startsWith('services') ? 'service' : 'library'],
  }),
  ...more,
})

const lock = (resolution: string) => ({
  'pnpm-lock.yaml': `packages:\n  left@1.0.0:\n    resolution: ${resolution}\n`,
  'pnpm-workspace.yaml': 'allowBuilds:\n  esbuild: true\nminimumReleaseAge: 1440\n',
})

const workflow = (parts: { permissions?: string; uses?: string; run?: string; extra?: string }) => ({
  '.github/workflows/ci.yml': `name: ci
on: push
${parts.permissions ?? 'permissions:\n  contents: read'}
jobs:
  test:
    runs-on: ubuntu-latest
${parts.extra ?? ''}    steps:
      - uses: ${parts.uses ?? `actions/checkout@${HASH}`}
      - run: ${parts.run ?? 'npm test'}
`,
})

const config = { '.changeset/config.json': '{ "baseBranch": "main", "access": "public" }' }
const note = (text: string) => ({ ...unit('packages/dice'), ...config, '.changeset/note.md': text })

const long = 'const line = 1\n'.repeat(401)

/** For each check one good sample, and bad ones with words of the finding they must bring. */
const samples: readonly {
  check: Check
  good: Record<string, string>
  bad: readonly [string, Record<string, string>, RegExp][]
}[] = [
  {
    check: unitsCheck,
    good: { ...unit('packages/dice'), ...unit('services/party_sync') },
    bad: [
      [
        'another package name',
        unit('packages/dice', {
          'packages/dice/package.json': '{ "name": "@rpg-bot/dices", "license": "MIT", "type": "module" }',
        }),
        /name must be @rpg-bot\/dice,/,
      ],
      ['a hyphen in the folder', unit('packages/dice-roller'), /joined by _/],
      ['no README', { 'packages/dice/package.json': '{}', 'packages/dice/turbo.json': '{}' }, /README/],
      ['a folder without manifest', { 'packages/dice/src/index.ts': '' }, /not a unit/],
      [
        'a tag of another place',
        unit('services/gateway_api', { 'services/gateway_api/turbo.json': '{ "tags": ["library"] }' }),
        /tags must be from service/,
      ],
      [
        'an install script',
        unit('packages/dice', { 'packages/dice/package.json': '{ "scripts": { "postinstall": "node x" } }' }),
        /postinstall/,
      ],
    ],
  },
  {
    check: importsCheck,
    good: {
      'packages/dice/src/a.ts': "import { b } from './b.ts'\nimport { c } from '@rpg-bot/database/testing'",
      'qa/golden/a.ts': "import '@rpg-bot/qa_tools'",
    },
    bad: [
      ['qa by name', { 'packages/dice/src/a.ts': "import { x } from '@rpg-bot/qa'" }, /nothing outside qa/],
      [
        'qa by path',
        { 'packages/dice/src/a.ts': "const x = await import('../../../qa/golden/x.ts')" },
        /nothing outside qa/,
      ],
      [
        'the inside of another unit',
        { 'services/a/src/a.ts': "import { x } from '@rpg-bot/dice/src/x.ts'" },
        /exports only/,
      ],
    ],
  },
  {
    check: forbiddenFilesCheck,
    good: {
      '.env.example': '',
      'packages/dice/src/roll.ts': '',
      'tools/launcher/toolchain/package-lock.json': '{}',
    },
    bad: [
      ['an env file', { 'services/a/.env': '' }, /secrets/],
      ['an env file of a stage', { '.env.production': '' }, /secrets/],
      ['a key', { 'deploy/tls.key': '' }, /looks like a key/],
      ['a mixed bag', { 'packages/dice/src/utils.ts': '' }, /named after what it exports/],
      ['another lockfile', { 'apps/webapp/package-lock.json': '{}' }, /another package manager/],
      ['a large file', { 'docs/picture.png': 'x'.repeat(1024 * 1024 + 1) }, /1 MiB/],
    ],
  },
  {
    check: documentsCheck,
    good: {
      'README.md':
        'See [the guide](docs/guide.md#start), [docs](docs), [web](https://example.org).\n`npm test`, `pnpm contracts`\n```sh\n[not](a-link.md)\n```',
      'docs/guide.md': '[home](../README.md)',
      'package.json': '{ "scripts": { "contracts": "x" } }',
    },
    bad: [
      ['a dead link', { 'docs/a.md': '[gone](../gone.md)' }, /links to \.\.\/gone\.md/],
      ['an unknown script', { 'README.md': 'run `npm run standalone` first' }, /"standalone"/],
      ['an unknown script in a block', { 'README.md': '```sh\npnpm load:moon --json x\n```' }, /"load:moon"/],
    ],
  },
  {
    check: lockfileCheck,
    good: lock('{integrity: sha512-abc}'),
    bad: [
      ['no checksum', lock('{}'), /no sha512/],
      ['a weak checksum', lock('{integrity: sha1-abc}'), /no sha512/],
      [
        'a git source',
        lock('{type: git, repo: "git@example.org:x", commit: abc}'),
        /elsewhere than the registry/,
      ],
      [
        'a tarball from the web',
        lock('{integrity: sha512-abc, tarball: "https://example.org/x.tgz"}'),
        /elsewhere than the registry/,
      ],
      [
        'an unreviewed install script',
        {
          ...lock('{integrity: sha512-abc}'),
          'pnpm-workspace.yaml': 'allowBuilds:\n  evil: true\nminimumReleaseAge: 1440\n',
        },
        /install script of evil/,
      ],
      [
        'fresh releases',
        { ...lock('{integrity: sha512-abc}'), 'pnpm-workspace.yaml': 'packages: []\n' },
        /younger than a day/,
      ],
      [
        'a server in the toolchain',
        {
          ...lock('{integrity: sha512-abc}'),
          'tools/launcher/toolchain/package-lock.json':
            '{ "packages": { "node_modules/x": { "integrity": "sha512-x", "resolved": "https://example.org/x" } } }',
        },
        /names a server/,
      ],
    ],
  },
  {
    check: changesetsCheck,
    good: note('---\n"@rpg-bot/dice": minor\n---\n\nRolls may be exploding.\n'),
    bad: [
      ['no configuration', {}, /is missing/],
      [
        'another base branch',
        { '.changeset/config.json': '{ "baseBranch": "master", "access": "public" }' },
        /baseBranch/,
      ],
      ['an unknown package', note('---\n"@rpg-bot/cards": minor\n---\nNew.\n'), /no package/],
      ['an unknown step', note('---\n"@rpg-bot/dice": huge\n---\nNew.\n'), /not patch, minor or major/],
      ['no words', note('---\n"@rpg-bot/dice": patch\n---\n'), /in a sentence/],
    ],
  },
  {
    check: workflowsCheck,
    good: workflow({}),
    bad: [
      ['a tag instead of a hash', workflow({ uses: 'actions/checkout@v5' }), /pinned by commit hash/],
      ['no permissions', workflow({ permissions: '' }), /only read/],
      ['write-all', workflow({ permissions: 'permissions: write-all' }), /only read/],
      [
        'a job that may write',
        workflow({ extra: '    permissions:\n      contents: write\n' }),
        /more than reading/,
      ],
      ['an injected title', workflow({ run: `echo "\${{ github.event.pull_request.title }}"` }), /untrusted/],
      ['an unknown key', workflow({ extra: '    stepss: []\n' }), /unexpected key/],
    ],
  },
  {
    check: fileLengthCheck,
    good: { 'packages/a/src/a.ts': 'const a = 1\n', 'packages/a/src/generated/a.ts': long },
    bad: [['a long file', { 'packages/a/src/a.ts': long }, /401 lines/]],
  },
]

test('every check has samples, good and bad', () => {
  expect(samples.map(({ check }) => check.name).sort()).toEqual(checks.map(({ name }) => name).sort())
})

describe.each(samples)('the check $check.name', ({ check, good, bad }) => {
  test('accepts a good sample', async () => {
    expect(await check.run(repositoryOf(good))).toEqual([])
  })

  test.each(bad)('refuses %s', async (_name, contents, words) => {
    const findings = await check.run(repositoryOf(contents))
    expect(findings.map(({ message }) => message).join('\n')).toMatch(words)
  })
})
