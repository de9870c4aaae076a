/** Bytes of a message type plus its length field, for every message but the first of a connection. */
const TYPED_HEADER = 5

/**
 * Cuts a stream of bytes into whole frontend messages of the PostgreSQL wire protocol (version 3,
 * PostgreSQL documentation chapter "Message Formats"). The engine takes whole messages only, while a stream
 * may be split anywhere.
 *
 * `push` returns the longest run of whole messages seen so far (one buffer, empty when none is complete) and
 * keeps the rest. The startup packet has no type byte, so it is recognised by `startup: true`.
 */
export function createMessageFramer(): {
  push(chunk: Uint8Array): { startup: boolean; messages: Uint8Array }
} {
  let pending: Uint8Array = new Uint8Array(0)
  let started = false

  return {
    push(chunk) {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
      const view = new DataView(pending.buffer, pending.byteOffset, pending.byteLength)
      if (!started) {
        const length = view.byteLength >= 4 ? view.getUint32(0) : Number.POSITIVE_INFINITY
        if (view.byteLength < length) return { startup: true, messages: new Uint8Array(0) }
        started = true
        const messages = pending.subarray(0, length)
        pending = pending.subarray(length)
        return { startup: true, messages }
      }
      let end = 0
      while (view.byteLength - end >= TYPED_HEADER) {
        const next = end + 1 + view.getUint32(end + 1)
        if (next > view.byteLength) break
        end = next
      }
      const messages = pending.subarray(0, end)
      pending = pending.subarray(end)
      return { startup: false, messages }
    },
  }
}
