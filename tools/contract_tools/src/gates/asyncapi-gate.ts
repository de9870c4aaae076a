import { createRequire } from 'node:module'
import type { EventContract } from '../event-contract.ts'
import type { Finding } from '../finding.ts'
import type { Gate } from './gate.ts'

const require = createRequire(import.meta.url)
const { Parser, fromFile } = require('@asyncapi/parser') as typeof import('@asyncapi/parser')

/** The dialect of our payloads; Ajv checks them when the validators are built. */
const schemaFormat = 'application/schema+json;version=draft-2020-12'

/** The AsyncAPI document parses, and its messages are exactly those of `events/`, in the right direction. */
export const asyncapiGate: Gate = {
  name: 'asyncapi',
  async run({ layout, model }) {
    const parser = new Parser({
      schemaParsers: [
        {
          validate: () => [],
          parse: (input) => input.data as Record<string, unknown>,
          getMimeTypes: () => [schemaFormat],
        },
      ],
    })
    const { document, diagnostics } = await fromFile(parser, layout.asyncapi).parse()
    const findings = diagnostics
      .filter(({ severity }) => severity <= 1)
      .map(({ code, message, path }) => finding(`parse-${code}`, path.join('/'), message))
    if (document === undefined) return findings
    const described: Directions = { client: new Set(), server: new Set() }
    for (const operation of document.operations().all()) {
      const side = operation.action() === 'send' ? 'client' : 'server'
      for (const message of operation.messages().all()) described[side].add(message.id())
    }
    return [...findings, ...disagreements(described, wantedMessages(model.eventContract))]
  },
}

type Directions = { readonly [Sender in 'client' | 'server']: Set<string> }

function wantedMessages({ events, frames }: EventContract): Directions {
  const publishes = events.flatMap(({ publishName }) => (publishName === null ? [] : [publishName]))
  const sentBy = (other: string): string[] =>
    frames.filter(({ direction }) => direction !== other).map(({ name }) => name)
  return {
    client: new Set([...publishes, ...sentBy('server')]),
    server: new Set([...events.map(({ name }) => name), ...sentBy('client')]),
  }
}

function disagreements(described: Directions, wanted: Directions): Finding[] {
  return (['client', 'server'] as const).flatMap((side) => [
    ...without(wanted[side], described[side]).map((name) =>
      finding('message-missing', name, `events/ has it, but no operation says that the ${side} sends it`),
    ),
    ...without(described[side], wanted[side]).map((name) =>
      finding('message-unknown', name, `An operation says that the ${side} sends it; events/ does not`),
    ),
  ])
}

function finding(rule: string, where: string, message: string): Finding {
  return { rule: `asyncapi:${rule}`, where, message }
}

function without(names: ReadonlySet<string>, others: ReadonlySet<string>): string[] {
  return [...names].filter((name) => !others.has(name))
}
