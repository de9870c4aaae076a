export { createService, type ServiceKit, type ServiceOptions } from './create-service.ts'
export { type EdgeCode, type EdgeErrorOptions, edgeError, edgeProblems } from './edge-errors.ts'
export { problemReply } from './error-handler.ts'
export {
  type CheckState,
  createReadiness,
  type Readiness,
  type ReadinessCheck,
  type ReadinessOptions,
  type ReadinessReport,
} from './health.ts'
export { maxJsonDepth, parseStrictJson, parseStrictJsonText } from './json-parser.ts'
export {
  createLogger,
  createSilentLogger,
  type Logger,
  type LoggerOptions,
  type LogLevel,
  logLevels,
} from './logger.ts'
export {
  defineMetric,
  type KeyKind,
  type LabelValues,
  type MetricDefinition,
  otherOperation,
  type RejectionReason,
  seriesBudget,
  serviceMetrics,
  serviceNames,
  statusClasses,
  type TokenRefusal,
  tokenRefusals,
} from './metric-catalogue.ts'
export { addProcessMetrics, type CounterRecorder, createMetrics, type Metrics, Registry } from './metrics.ts'
export {
  type CatalogueError,
  isCatalogueError,
  type Problem,
  type ProblemError,
  problemFrom,
  problemMediaType,
  problemType,
} from './problem.ts'
export { createRedactor, type Redactor, redacted } from './redaction.ts'
export { createSecurityHeaders, type SecurityHeaderOptions, telegramWebClient } from './security-headers.ts'
export { defaultServiceConfig, type ServiceConfig } from './service-config.ts'
export {
  createSpanId,
  createTraceId,
  formatTraceParent,
  parseTraceParent,
  type TraceParent,
  traceIdOf,
} from './trace-id.ts'
export { checkTrustedProxies } from './trusted-proxies.ts'
