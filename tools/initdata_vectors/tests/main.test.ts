import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'initdata-vectors-'))
afterAll(() => rmSync(folder, { recursive: true }))

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const shared = fileURLToPath(new URL('../../../../shared/data/initdata/vectors.json', import.meta.url))

function run(...argv: string[]) {
  const { INIT_CWD: _, ...env } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...argv], {
    cwd: folder,
    env,
    encoding: 'utf8',
  })
  return { status, lines: stdout.trimEnd().split('\n'), stderr }
}

function write(name: string, content: unknown): string {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
  return name
}

// Made with the documented algorithm for the token 42:TEST; it has no user, which only our schema minds.
const valid = {
  id: 'own-valid',
  method: 'hmac',
  init_data: 'auth_date=1700000000&query_id=a&hash=HASH',
  bot_id: '42',
  bot_key: 'TEST',
  max_age_s: 0,
  now: null,
  expected: true,
}

async function sign(text: string): Promise<string> {
  const { createHmac } = await import('node:crypto')
  const key = createHmac('sha256', 'WebAppData').update('42:TEST').digest()
  return createHmac('sha256', key).update(text).digest('hex')
}

const init_data = valid.init_data.replace('HASH', await sign('auth_date=1700000000\nquery_id=a'))

describe('vectors:initdata', () => {
  it('passes rows that come out as expected, by proof and freshness only', () => {
    const rows = [
      { ...valid, init_data },
      { ...valid, init_data, bot_id: 42 },
      { ...valid, init_data, bot_id: undefined, bot_key: '42:TEST' },
      { ...valid, init_data, bot_key: 'OTHER', expected: false },
      { ...valid, init_data, max_age_s: 10, now: 1_700_000_010 },
      { ...valid, init_data, max_age_s: 10, now: 1_700_000_011, expected: false, error: 'EXPIRED' },
      { ...valid, init_data, max_age_s: 10, expected: false, error: 'EXPIRED' },
      { ...valid, init_data, now: 1_600_000_000, expected: false, error: 'FUTURE' },
      { id: 'bare', expected: false },
      { method: 'ed25519', public_key_hex: 'nonsense', init_data, expected: false },
      { method: 'ed25519', bot_id: null, init_data: 17, expected: false },
    ]
    expect(run(write('good.json', { vectors: rows }))).toMatchObject({
      status: 0,
      lines: ['11 passed, 0 failed'],
    })
    expect(run(write('list.json', rows)).status).toBe(0)
  })

  it('names each failure with its reason and ends with 1', () => {
    const rows = [
      { ...valid, init_data },
      { ...valid, id: 'wrong' },
      { ...valid, init_data, expected: 'yes' },
      null,
    ]
    const { status, lines } = run(write('bad.json', { vectors: rows }), '--json', 'out.json')
    expect(status).toBe(1)
    expect(lines).toEqual([
      expect.stringMatching(/^FAILED wrong: expected to pass; refused: init_data_invalid, check 2/u),
      expect.stringMatching(/^FAILED own-valid: says nothing/u),
      expect.stringMatching(/^FAILED row 4: says nothing/u),
      '1 passed, 3 failed',
    ])
    const report = JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8'))
    expect(report.name).toBe('vectors:initdata')
    expect(report.rows.slice(0, 2)).toEqual([
      { metric: 'passed', value: 1, unit: 'vectors', target: 4, ok: false },
      { metric: 'failed', value: 3, unit: 'vectors', target: 0, ok: false },
    ])
  })

  it('ends with 2 for a file it cannot use, or none', () => {
    const broken = [
      [write('broken.json', '{')],
      [write('empty.json', { vectors: [] })],
      ['missing.json'],
      [],
      ['--nonsense'],
    ]
    expect(broken.map((argv) => run(...argv).status)).toEqual([2, 2, 2, 2, 2])
  })

  it.skipIf(!existsSync(shared))('passes the published vectors (skipped without ../shared)', () => {
    expect(run(shared)).toMatchObject({ status: 0, lines: ['29 passed, 0 failed'] })
  })
})
