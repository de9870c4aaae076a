/**
 * The values a label may take: a closed list, or `operation`, which stands for the contract's operation ids
 * of the service plus {@link otherOperation}. Ids, texts and URLs are never labels.
 */
export type LabelValues = readonly string[] | 'operation'

/** One metric of the catalogue: dashboards, alerts and the metrics page are made from these values. */
export type MetricDefinition<
  Labels extends Readonly<Record<string, LabelValues>> = Readonly<Record<string, LabelValues>>,
> = {
  readonly name: string
  readonly type: 'counter' | 'gauge' | 'histogram'
  readonly unit: 'seconds' | 'bytes' | 'requests' | 'events' | 'connections' | 'ratio' | 'info'
  readonly help: string
  /** The unit of the repository that writes it. */
  readonly owner: string
  readonly labels: Labels
  /** Upper bounds of a histogram, in `unit`. */
  readonly buckets?: readonly number[]
}

/** The label value of requests that match no operation of the contract. */
export const otherOperation = 'other'

/** Checks a definition and gives it back with its exact type. Throws on a name or a list that cannot be kept. */
export function defineMetric<const Labels extends Readonly<Record<string, LabelValues>>>(
  definition: MetricDefinition<Labels>,
): MetricDefinition<Labels> {
  const { name, type, unit, labels, buckets } = definition
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`The metric name ${name} is not in snake case.`)
  if ((type === 'counter') !== name.endsWith('_total'))
    throw new Error(`A counter, and nothing else, ends in _total: ${name}.`)
  if (unit === 'seconds' && type === 'histogram' && !name.endsWith('_seconds'))
    throw new Error(`${name} counts seconds and must say so.`)
  if ((type === 'histogram') !== (buckets !== undefined))
    throw new Error(`A histogram, and nothing else, has buckets: ${name}.`)
  const budget = seriesBudget(definition)
  if (budget > 10_000) throw new Error(`${name} could grow to ${budget} series.`)
  for (const [label, values] of Object.entries(labels)) {
    if (!/^[a-z][a-z0-9_]*$/.test(label))
      throw new Error(`The label ${label} of ${name} is not in snake case.`)
    if (values.length === 0) throw new Error(`The label ${label} of ${name} has no values.`)
  }
  return Object.freeze(definition)
}

/** The largest number of series one service can write; an operation list counts as 100. */
export function seriesBudget(definition: MetricDefinition): number {
  const combinations = Object.entries(definition.labels).reduce(
    (product, [label, values]) =>
      product * (label === 'service' ? 1 : values === 'operation' ? 100 : values.length),
    1,
  )
  return combinations * ((definition.buckets?.length ?? -2) + 3)
}

/** The services that may write metrics. */
export const serviceNames = [
  'gateway_api',
  'party_sync',
  'media_broker',
  'task_worker',
  'standalone',
  'test',
] as const

/** Classes of HTTP status codes; `aborted` is a client that left before the answer. */
export const statusClasses = ['1xx', '2xx', '3xx', '4xx', '5xx', 'aborted'] as const

/** Why a request was refused before its handler. */
export const rejectionReasons = [
  'overloaded',
  'draining',
  'body_too_large',
  'media_type',
  'json',
  'malformed',
  'timeout',
] as const
export type RejectionReason = (typeof rejectionReasons)[number]

/** Why an access token was refused. */
export const tokenRefusals = [
  'missing',
  'malformed',
  'header',
  'algorithm',
  'type',
  'unknown_key',
  'signature',
  'issuer',
  'audience',
  'expired',
  'stale',
  'not_yet_valid',
  'claims',
  'revoked',
  'keys_unavailable',
] as const
export type TokenRefusal = (typeof tokenRefusals)[number]

/** What a rate limit counts by. */
export const keyKinds = ['user', 'address'] as const
export type KeyKind = (typeof keyKinds)[number]

/** The metrics every service has. */
export const serviceMetrics = {
  requestDuration: defineMetric({
    name: 'http_server_request_duration_seconds',
    type: 'histogram',
    unit: 'seconds',
    help: 'Time from the first byte of a request to the last of its answer.',
    owner: 'service_kit',
    labels: { service: serviceNames, operation: 'operation', status_class: statusClasses },
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 1, 3, 10],
  }),
  requestsInFlight: defineMetric({
    name: 'http_server_requests_in_flight',
    type: 'gauge',
    unit: 'requests',
    help: 'Requests that have begun and not ended.',
    owner: 'service_kit',
    labels: { service: serviceNames },
  }),
  requestsRejected: defineMetric({
    name: 'http_server_requests_rejected_total',
    type: 'counter',
    unit: 'requests',
    help: 'Requests refused before their handler ran.',
    owner: 'service_kit',
    labels: { service: serviceNames, reason: rejectionReasons },
  }),
  authRejected: defineMetric({
    name: 'auth_rejected_total',
    type: 'counter',
    unit: 'requests',
    help: 'Access tokens refused.',
    owner: 'service_kit',
    labels: { service: serviceNames, reason: tokenRefusals },
  }),
  rateLimited: defineMetric({
    name: 'rate_limited_total',
    type: 'counter',
    unit: 'requests',
    help: 'Requests refused by a rate limit.',
    owner: 'service_kit',
    labels: { service: serviceNames, key_kind: keyKinds },
  }),
  rateLimitFallback: defineMetric({
    name: 'rate_limit_fallback_total',
    type: 'counter',
    unit: 'requests',
    help: 'Requests counted in memory because Redis did not answer.',
    owner: 'service_kit',
    labels: { service: serviceNames },
  }),
  contractViolations: defineMetric({
    name: 'contract_violations_total',
    type: 'counter',
    unit: 'events',
    help: 'Answers or messages of ours that broke the contract.',
    owner: 'service_kit',
    labels: {
      service: serviceNames,
      operation: 'operation',
      where: ['body', 'headers', 'status', 'message'],
    },
  }),
  jwksAge: defineMetric({
    name: 'jwks_key_age_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Time since the signing keys were last fetched.',
    owner: 'service_kit',
    labels: { service: serviceNames },
  }),
  buildInfo: defineMetric({
    name: 'build_info',
    type: 'gauge',
    unit: 'info',
    help: 'Always 1; its labels say what is running.',
    owner: 'service_kit',
    // The version comes from the release, so it is the one open list; a process has exactly one.
    labels: { service: serviceNames, version: ['*'] },
  }),
} as const
