/** A kind of value that differs from run to run: only its form, or its identity, can be compared. */
export type VolatileKind = {
  /** Whether a value has the form of this kind. */
  fits(value: unknown): boolean
  /** A value of this form for a file that has none yet. */
  readonly sample: string | number
  /** Both values have the form; whether they may stand for each other. Always, unless said. */
  matches?(expected: unknown, actual: unknown): boolean
  /** Stands for one thing of the run: the same expected value must always be the same actual value. */
  readonly identity?: true
}

/** One rule: values at this place are of this kind. */
export type VolatileRule = { readonly at: string; readonly is: string }

const text = (form: RegExp, sample: string, more: Partial<VolatileKind> = {}): VolatileKind => ({
  fits: (value) => typeof value === 'string' && form.test(value),
  sample,
  ...more,
})

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/

/** The kinds of `rules.json`. */
export const volatileKinds: Readonly<Record<string, VolatileKind>> = {
  $uuid: text(uuid, '0193a4c0-0000-7000-8000-0000000000ff', { identity: true }),
  $dateTime: {
    fits: (value) => typeof value === 'string' && dateTime.test(value) && !Number.isNaN(Date.parse(value)),
    sample: '2026-11-24T18:00:00Z',
  },
  $etag: text(/^"\d+"$/, '"1"'),
  $integer: {
    fits: (value) => Number.isSafeInteger(value) || (typeof value === 'string' && /^\d+$/.test(value)),
    sample: 1,
    matches: (expected, actual) => typeof expected === typeof actual,
  },
  $traceId: text(/^(?!0+$)[0-9a-f]{32}$/, '4bf92f3577b34da6a3ce929d0e0e4736'),
  $traceParent: text(
    /^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/,
    '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  ),
  $accessToken: text(
    /^[\w-]+\.[\w-]+\.[\w-]+$/,
    'eyJhbGciOiJFZERTQSIsInR5cCI6ImF0K2p3dCIsImtpZCI6IjEifQ.e30.c2lnbmF0dXJl',
  ),
  $refreshToken: text(/^[\w.-]{24,}$/, 'r_7Q0v3mTqkq0m1Yw4u2s8d6f5a9c1b3e7', { identity: true }),
  $inviteCode: text(/^i_[\w-]{22}$/, 'i_Zm9nIG9uIHRoZSBjb2FzdA', { identity: true }),
  $keyId: text(/^[\w.-]{1,64}$/, '2026-11', { identity: true }),
  $keyMaterial: text(/^[\w-]{43}$/, '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', { identity: true }),
  $epoch: text(/^[\w-]{8,32}$/, 'q2-Xw91bLmA', { identity: true }),
  $sequence: text(/^\d{16}$/, '0000000000000007'),
  $cursor: text(/^[\w.-]{8,512}$/, 'q2-Xw91bLmA.0000000000000007'),
  $version: text(/^[\w.+-]+$/, '0.1.0'),
}

/** The rule for a JSON pointer: the first whose pattern fits. `*` is one segment, `**` any number of them. */
export function kindAt(rules: readonly VolatileRule[], pointer: string): VolatileKind | undefined {
  const rule = rules.find(({ at }) => patternOf(at).test(pointer))
  if (rule === undefined) return undefined
  const kind = volatileKinds[rule.is]
  if (kind === undefined) throw new Error(`${rule.is} at ${rule.at} is no kind of volatile value.`)
  return kind
}

const patterns = new Map<string, RegExp>()

function patternOf(at: string): RegExp {
  let pattern = patterns.get(at)
  if (pattern === undefined) {
    const source = at
      .replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll('/**', '(?:/[^/]+){0,}')
      .replaceAll('/*', '/[^/]+')
    pattern = new RegExp(`^${source}$`)
    patterns.set(at, pattern)
  }
  return pattern
}
