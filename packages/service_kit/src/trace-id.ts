import { randomFillSync } from 'node:crypto'

/** The parts of a W3C `traceparent` header (Trace Context level 1, section 3.2). */
export type TraceParent = { traceId: string; parentSpanId: string; sampled: boolean }

const form = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/
const noTrace = '0'.repeat(32)
const noSpan = '0'.repeat(16)

/**
 * Reads a `traceparent` header. Answers `undefined` for anything the standard calls invalid: a caller
 * cannot choose a malformed id for our logs. Unknown versions are read by their known part (section 4.3).
 */
export function parseTraceParent(header: string | undefined): TraceParent | undefined {
  if (header === undefined || header.length < 55) return undefined
  const match = form.exec(header)
  if (match === null) return undefined
  const [, version, traceId, parentSpanId, flags, rest] = match
  if (traceId === undefined || parentSpanId === undefined || flags === undefined) return undefined
  if (version === 'ff' || (version === '00' && rest !== undefined)) return undefined
  if (traceId === noTrace || parentSpanId === noSpan) return undefined
  return { traceId, parentSpanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 }
}

/** Writes a version 00 `traceparent` header. */
export function formatTraceParent(parts: TraceParent): string {
  return `00-${parts.traceId}-${parts.parentSpanId}-${parts.sampled ? '01' : '00'}`
}

// Random bytes are drawn in blocks: a call for 16 bytes costs more than the rest of a request's bookkeeping.
const block = Buffer.alloc(4096)
let used = block.length

/** A new trace id: 16 random bytes as 32 lower-case hexadecimal digits, never all zero. */
export function createTraceId(): string {
  return randomHex(16, noTrace)
}

/** A new span id: 8 random bytes as 16 lower-case hexadecimal digits, never all zero. */
export function createSpanId(): string {
  return randomHex(8, noSpan)
}

function randomHex(bytes: number, forbidden: string): string {
  if (used + bytes > block.length) {
    randomFillSync(block)
    used = 0
  }
  const id = block.toString('hex', used, used + bytes)
  used += bytes
  return id === forbidden ? randomHex(bytes, forbidden) : id
}

/** The trace id of a request: the caller's when its `traceparent` is valid, otherwise a new one. */
export function traceIdOf(request: { headers: Record<string, string | string[] | undefined> }): string {
  const header = request.headers.traceparent
  const parent = typeof header === 'string' ? parseTraceParent(header) : undefined
  return parent?.traceId ?? createTraceId()
}
