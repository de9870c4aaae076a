export { addressKey } from './address-key.ts'
export {
  type Authenticate,
  type AuthenticatedRequest,
  bearerToken,
  createAuthentication,
  refusalError,
} from './authentication.ts'
export { answerClientError, answerExpectation } from './client-error.ts'
export {
  type ConfigDefinition,
  ConfigError,
  type ConfigOf,
  defineConfig,
  envExample,
  isDevelopment,
  readConfig,
  type SecretValues,
  variableOf,
} from './config.ts'
export {
  flagField,
  integerField,
  listField,
  logLevelField,
  networksField,
  originsField,
  portField,
  textField,
  urlField,
} from './config-fields.ts'
export { createService, type ServiceKit, type ServiceOptions } from './create-service.ts'
export { type EdgeCode, type EdgeErrorOptions, edgeError } from './edge-errors.ts'
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
  createKeySource,
  type JsonWebKeySet,
  type KeySource,
  type KeySourceOptions,
  loadKeysFrom,
} from './key-source.ts'
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
  type MetricsServer,
  type MetricsServerOptions,
  metricsText,
  startMetricsServer,
} from './metrics-server.ts'
export {
  type CatalogueError,
  isCatalogueError,
  type Problem,
  type ProblemError,
  problemFrom,
  problemMediaType,
  problemType,
} from './problem.ts'
export type { Consumption } from './rate-limit-store.ts'
export {
  createRateLimits,
  type LimitedReply,
  type LimitedRequest,
  type RateLimitOptions,
  type RateLimitPolicy,
  type RateLimits,
} from './rate-limits.ts'
export { createRedactor, type Redactor, redacted } from './redaction.ts'
export { connectRedis } from './redis.ts'
export { registerRateLimits } from './register-rate-limits.ts'
export {
  type CloseStep,
  closeInOrder,
  type RunningService,
  type RunOptions,
  runService,
  type StoppableService,
} from './run-service.ts'
export {
  createApiHeaders,
  createSecurityHeaders,
  type SecurityHeaderOptions,
  telegramWebClient,
} from './security-headers.ts'
export { serverLimits } from './server-limits.ts'
export { defaultServiceConfig, type ServiceConfig } from './service-config.ts'
export { serviceConfigFrom, serviceSettings, sharedVariables } from './service-settings.ts'
export type { Identity, TokenResult } from './token-claims.ts'
export { createTokenVerifier, type TokenVerifier, type TokenVerifierOptions } from './token-verifier.ts'
export {
  createSpanId,
  createTraceId,
  formatTraceParent,
  parseTraceParent,
  type TraceParent,
  traceIdOf,
} from './trace-id.ts'
export { startTracing, type Tracing, type TracingOptions, traceParentOf } from './tracing.ts'
export { checkTrustedProxies } from './trusted-proxies.ts'
