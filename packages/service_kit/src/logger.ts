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

/**
 * A line whose fields are known to hold no secret: the redactor passes it through. Only the kit makes them;
 * a request's line would otherwise be copied and searched on the hot path.
 */
export class SafeFields {
  [field: string]: unknown
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
  return pino(
    {
      level: options.level ?? 'info',
      base: { service: options.service },
      // The redactor has made plain copies already; pino's own serializers would reshape those of errors.
      serializers: { err: identity, req: identity, res: identity },
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => (fields instanceof SafeFields ? fields : redactFields(fields)),
        bindings: (bindings) => bindings,
      },
      hooks: {
        // The message and its arguments are formatted before the formatters see them.
        logMethod(parameters, method) {
          const list: unknown[] = parameters
          // A line of the kit itself: constant message, safe fields.
          if (list[0] instanceof SafeFields)
            return method.apply(this, parameters as Parameters<typeof method>)
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

  function redactFields(fields: Record<string, unknown>): Record<string, unknown> {
    return redactor.value(fields) as Record<string, unknown>
  }
}

const identity = (value: unknown): unknown => value

function errorOf(fields: unknown): Error | undefined {
  if (fields instanceof Error) return fields
  if (fields instanceof SafeFields || typeof fields !== 'object' || fields === null) return undefined
  const { err } = fields as { err?: unknown }
  return err instanceof Error ? err : undefined
}

/** A logger that writes nothing, for tests and tools. */
export function createSilentLogger(): Logger {
  return pino({ level: 'silent', enabled: false })
}
