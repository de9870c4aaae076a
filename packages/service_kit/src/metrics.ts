import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import {
  type LabelValues,
  type MetricDefinition,
  otherOperation,
  serviceMetrics,
} from './metric-catalogue.ts'

export { Registry } from 'prom-client'

type LabelsOf<Definition extends MetricDefinition> = Omit<
  { [Label in keyof Definition['labels']]: ValueOf<Definition['labels'][Label]> },
  'service'
>
type ValueOf<Values> = Values extends 'operation'
  ? string
  : Values extends readonly (infer Value)[]
    ? Value extends '*'
      ? string
      : Value
    : never

/** Adds one (or `amount`) to a counter. The label `service` is filled in. */
export type CounterRecorder<Definition extends MetricDefinition> = (
  labels: LabelsOf<Definition>,
  amount?: number,
) => void

/** The metrics of one service. */
export type Metrics = {
  readonly service: string
  readonly registry: Registry
  /** A typed counter of a definition. */
  counter<Definition extends MetricDefinition>(definition: Definition): CounterRecorder<Definition>
  /** A typed setter of a gauge. */
  gauge<Definition extends MetricDefinition>(
    definition: Definition,
  ): (labels: LabelsOf<Definition>, value: number) => void
  /** A gauge that is read when it is scraped, so that it costs nothing in between. */
  observedGauge<Definition extends MetricDefinition>(
    definition: Definition,
    options: { labels: LabelsOf<Definition>; read: () => number },
  ): void
  /** A typed observer of a histogram. */
  histogram<Definition extends MetricDefinition>(
    definition: Definition,
  ): (labels: LabelsOf<Definition>, value: number) => void
}

// Read at scrape time; one list a gauge, because services in one process may share a registry.
const observers = new WeakMap<Gauge, { labels: Record<string, string>; read: () => number }[]>()

/**
 * Makes the typed recorders of a service over a registry. Several services of one process may share a
 * registry; a metric that is there already is used again. A label value outside its list throws while
 * `checked` (development and tests) and is written as it is otherwise.
 */
export function createMetrics(options: {
  service: string
  registry?: Registry
  version?: string
  checked?: boolean
}): Metrics {
  const { service, registry = new Registry(), checked = false } = options
  const metrics: Metrics = {
    service,
    registry,
    counter(definition) {
      const counter = metricOf(Counter, definition)
      return (labels, amount = 1) => counter.inc(complete(definition, labels), amount)
    },
    gauge(definition) {
      const gauge = metricOf(Gauge, definition)
      return (labels, value) => gauge.set(complete(definition, labels), value)
    },
    observedGauge(definition, { labels, read }) {
      const gauge = metricOf(Gauge, definition)
      const list = observers.get(gauge) ?? []
      observers.set(gauge, list)
      list.push({ labels: complete(definition, labels), read })
    },
    histogram(definition) {
      const histogram = metricOf(Histogram, definition)
      return (labels, value) => histogram.observe(complete(definition, labels), value)
    },
  }
  metrics.gauge(serviceMetrics.buildInfo)({ version: options.version ?? 'development' }, 1)
  return metrics

  function complete(
    definition: MetricDefinition,
    labels: Readonly<Record<string, string>>,
  ): Record<string, string> {
    const all: Record<string, string> =
      'service' in definition.labels ? { service, ...labels } : { ...labels }
    if (checked) for (const [label, value] of Object.entries(all)) check(definition, label, value)
    return all
  }

  function check(definition: MetricDefinition, label: string, value: string): void {
    const allowed: LabelValues | undefined = definition.labels[label]
    if (allowed === undefined) throw new Error(`${definition.name} has no label ${label}.`)
    if (label === 'service' || allowed === 'operation' || allowed.includes('*') || allowed.includes(value))
      return
    throw new Error(`${definition.name}: "${value}" is not a value of ${label}.`)
  }

  function metricOf<Metric extends Counter | Gauge | Histogram>(
    kind: new (configuration: never) => Metric,
    definition: MetricDefinition,
  ): Metric {
    const existing = registry.getSingleMetric(definition.name)
    if (existing !== undefined) return existing as unknown as Metric
    const metric: Metric = new kind({
      name: definition.name,
      help: definition.help,
      labelNames: Object.keys(definition.labels),
      registers: [registry],
      ...(definition.buckets === undefined ? {} : { buckets: [...definition.buckets] }),
      ...(definition.type === 'gauge' ? { collect: collectObservers } : {}),
    } as never)
    return metric
  }
}

function collectObservers(this: Gauge): void {
  for (const { labels, read } of observers.get(this) ?? []) this.set(labels, read())
}

/**
 * Adds the metrics of the process (CPU, memory, garbage collection, event-loop lag) to a registry, once. They
 * have no label `service`: a process has one set, whatever runs in it.
 */
export function addProcessMetrics(registry: Registry): void {
  if (registry.getSingleMetric('process_cpu_user_seconds_total') !== undefined) return
  collectDefaultMetrics({ register: registry })
}

/** Recorder of finished requests: label sets are made once for each operation and status class. */
export function createRequestRecorder(
  metrics: Metrics,
): (operation: string | undefined, statusCode: number, seconds: number) => void {
  const observe = metrics.histogram(serviceMetrics.requestDuration)
  const classes = ['aborted', '1xx', '2xx', '3xx', '4xx', '5xx'] as const
  const known = new Map<string, { operation: string; status_class: (typeof classes)[number] }[]>()
  return (operation = otherOperation, statusCode, seconds) => {
    let labels = known.get(operation)
    if (labels === undefined) {
      labels = classes.map((status_class) => ({ operation, status_class }))
      known.set(operation, labels)
    }
    // A status code of 0 is a client that left.
    const label = labels[Math.floor(statusCode / 100)] ?? labels[5]
    if (label !== undefined) observe(label, seconds)
  }
}
