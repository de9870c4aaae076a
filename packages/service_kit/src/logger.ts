import { type DestinationStream, destination, type Logger, pino } from 'pino'
import { createRedactor } from './redaction.ts'

export type { Logger } from 'pino'

/** The levels a log may be cut at. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** How {@link createLogger} writes. */
export type LoggerOptions = {
  /** The unit's name: the field `service` of every line. */
  service: string
  level?: LogLevel
  /** Exact values that must never be written, such as every configured secret. */
  secrets?: readonly string[]
  /** Where lines go; by default standard output. */
  stream?: DestinationStream
  /**
   * Write in blocks of 12 KiB, or once a second, instead of a system call for each line. What is left is written
   * by `flush()` and when the process exits.
   */
  buffered?: boolean
}

/** The line of a finished request. Only the kit writes it: none of its fields can hold a secret. */
export type RequestLine = {
  traceId: string
  method: string
  /** Path without the query, of an operation of the contract. */
  path: string
  operation: string
  /** Undefined when the client left before the answer. */
  status: number | undefined
  durationMs: number
}

const requestLineWriters = new WeakMap<Logger, (line: RequestLine) => void>()

/**
 * The writer of request lines to a logger. For a logger of {@link createLogger} it puts the text together
 * itself: one line of pino costs a request as much as the rest of its bookkeeping.
 */
export function requestLineWriter(logger: Logger): (line: RequestLine) => void {
  return (
    requestLineWriters.get(logger) ??
    (({ status, ...line }) =>
      logger.info(
        { ...line, ...(status === undefined ? { aborted: true } : { status }) },
        'request completed',
      ))
  )
}

/**
 * Makes the logger of a unit: one JSON object a line with `level`, `time` (milliseconds since 1970), `service`
 * and, on request loggers, `traceId`. Everything is redacted by key name, by form and by known value.
 */
export function createLogger(options: LoggerOptions): Logger {
  const redactor = createRedactor({ known: options.secrets ?? [] })
  const stream =
    options.stream ??
    destination(options.buffered ? { sync: false, minLength: 12_288, periodicFlush: 1000 } : { sync: true })
  const logger = pino(
    {
      level: options.level ?? 'info',
      base: { service: options.service },
      // The redactor has made plain copies already; pino's own serializers would reshape those of errors.
      serializers: { err: identity, req: identity, res: identity },
      formatters: {
        level: (label) => ({ level: label }),
        log: redactFields,
        bindings: (bindings) => bindings,
      },
      hooks: {
        // The message and its arguments are formatted before the formatters see them.
        logMethod(parameters, method) {
          const list: unknown[] = parameters
          const error = errorOf(list[0])
          if (error !== undefined) {
            if (list[0] === error) list[0] = { err: error }
            list[1] ??= String(error.message)
          }
          for (let index = 0; index < list.length; index += 1) {
            const parameter = list[index]
            if (typeof parameter === 'string' && parameter.length >= 6) list[index] = redactor.text(parameter)
            else if (index > 0 && parameter instanceof Error) list[index] = redactor.text(String(parameter))
          }
          method.apply(this, parameters as Parameters<typeof method>)
        },
      },
    },
    stream,
  )
  const service = JSON.stringify(options.service)
  requestLineWriters.set(logger, (line) => {
    if (logger.levelVal > infoLevel) return
    const outcome = line.status === undefined ? '"aborted":true' : `"status":${line.status}`
    stream.write(
      `{"level":"info","time":${Date.now()},"service":${service},"traceId":"${line.traceId}",` +
        `"method":"${line.method}","path":${JSON.stringify(line.path)},"operation":"${line.operation}",` +
        `${outcome},"durationMs":${line.durationMs},"msg":"request completed"}\n`,
    )
  })
  return logger

  function redactFields(fields: Record<string, unknown>): Record<string, unknown> {
    return redactor.value(fields) as Record<string, unknown>
  }
}

/** pino's number of the level `info`. */
const infoLevel = 30
const identity = (value: unknown): unknown => value

function errorOf(fields: unknown): Error | undefined {
  if (fields instanceof Error) return fields
  if (typeof fields !== 'object' || fields === null) return undefined
  const { err } = fields as { err?: unknown }
  return err instanceof Error ? err : undefined
}

/** A logger that writes nothing, for tests and tools. */
export function createSilentLogger(): Logger {
  return pino({ level: 'silent', enabled: false })
}
