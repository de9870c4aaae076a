import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createMessageFramer } from './wire-framing.ts'

function startupPacket(body: Uint8Array): Buffer {
  const packet = Buffer.alloc(4 + body.length)
  packet.writeUInt32BE(packet.length)
  packet.set(body, 4)
  return packet
}

function message(type: number, body: Uint8Array): Buffer {
  const packet = Buffer.alloc(5 + body.length)
  packet[0] = type
  packet.writeUInt32BE(4 + body.length, 1)
  packet.set(body, 5)
  return packet
}

test('however the stream is cut, whole messages come out, in order, nothing lost and nothing twice', () => {
  const bodies = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 })
  fc.assert(
    fc.property(bodies, fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }), (contents, cuts) => {
      const first = startupPacket(new Uint8Array([1, 2, 3]))
      const rest = contents.map((body) => message(0x51, body))
      const stream = Buffer.concat([first, ...rest])
      const framer = createMessageFramer()
      const outputs: { startup: boolean; messages: Buffer }[] = []
      for (let at = 0, turn = 0; at < stream.length; turn += 1) {
        const size = cuts[turn % cuts.length] ?? 1
        const { startup, messages } = framer.push(stream.subarray(at, at + size))
        if (messages.length > 0) outputs.push({ startup, messages: Buffer.from(messages) })
        at += size
      }
      // The startup packet comes alone; what is complete behind it comes with the next push.
      outputs.push({ startup: false, messages: Buffer.from(framer.push(new Uint8Array(0)).messages) })
      expect(outputs[0]).toEqual({ startup: true, messages: first })
      expect(Buffer.concat(outputs.slice(1).map((output) => output.messages))).toEqual(Buffer.concat(rest))
      const boundaries = new Set<number>()
      for (let at = 0, index = 0; index <= rest.length; at += rest[index]?.length ?? 0, index += 1)
        boundaries.add(at)
      let end = 0
      for (const output of outputs.slice(1)) {
        end += output.messages.length
        expect(boundaries).toContain(end)
      }
    }),
  )
})
