import type { OperationId } from '@rpg-bot/rpg_contracts'
import { createRpgClient, isProblem, routes } from '@rpg-bot/rpg_sdk'
import {
  type ContractExample,
  consumerFileOf,
  consumerRecordOf,
  createContractMock,
} from '@rpg-bot/rpg_sdk/testing'
import { describe, expect, test } from 'vitest'
import { readExamples } from '../golden/examples.ts'

const list = await readExamples()
const examples = Object.fromEntries(list.map(({ name, request, response }) => [name, { request, response }]))
const folder = new URL('./rpg_sdk/', import.meta.url).pathname

type Input = { path?: object; query?: object; headers?: object; body?: unknown }
type Operation = ((input: Input) => Promise<unknown>) & {
  withResponse(input: Input): Promise<unknown>
  items?: (input: Input) => AsyncGenerator<unknown>
}

/** Every operation of the façade by the operation of the contract that it calls. */
async function facadeOperations(fetch: typeof globalThis.fetch): Promise<Map<OperationId, Operation>> {
  const clientOf = (through: typeof globalThis.fetch) =>
    createRpgClient({
      baseUrl: 'https://api.example',
      auth: { accessToken: async () => 'token' },
      fetch: through,
      maxRetries: 0,
    })
  const found = new Map<OperationId, Operation>()
  const client = clientOf(fetch) as unknown as Record<string, Record<string, Operation>>
  const probing = clientOf(async (input, init) => {
    called = `${init?.method} ${new URL(String(input)).pathname}`
    return new Response(null, { status: 204 })
  }) as unknown as Record<string, Record<string, Operation>>
  let called = ''
  for (const [domain, operations] of Object.entries(probing)) {
    for (const [name, operation] of Object.entries(operations)) {
      await operation({})
      const match = Object.entries(routes).find(
        ([, { method, path }]) => `${method} ${path.replaceAll(/\{\w+\}/g, '')}` === called,
      )
      if (match !== undefined) found.set(match[0] as OperationId, client[domain]![name]!)
    }
  }
  return found
}

/** What the SDK is given to send a request of an example. Its token and its keys come from elsewhere. */
function inputOf({ request }: ContractExample): Input {
  const { authorization: _, ...headers } = request.headers ?? {}
  return {
    ...(request.params && { path: request.params }),
    ...(request.query && { query: request.query }),
    headers,
    ...(request.body !== undefined && { body: request.body }),
  }
}

/** Examples in which no token is sent: the SDK always sends one, so they are not calls that it can make. */
const isPossible = ({ operationId, request }: (typeof list)[number]): boolean =>
  request.headers?.['authorization'] !== undefined || 'public' in routes[operationId as OperationId]

describe('the SDK as a consumer', () => {
  test('has an operation for each of the contract', async () => {
    const { fetch } = createContractMock({ examples })
    const operations = await facadeOperations(fetch)
    expect([...operations.keys()].sort()).toEqual(Object.keys(routes).sort())
  })

  test.each(list.filter(isPossible).map((example) => [example.name, example] as const))(
    '%s',
    async (name, example) => {
      const operationId = example.operationId as OperationId
      const mock = createContractMock({
        examples,
        cases: { [operationId]: name.slice(operationId.length + 1) },
      })
      const operation = (await facadeOperations(mock.fetch)).get(operationId)!
      const input = inputOf(example)
      try {
        if (operation.items === undefined) await operation.withResponse(input)
        else await operation.items(input).next()
        expect(example.response.status).toBeLessThan(400)
      } catch (error) {
        if (!isProblem(error)) throw error
        expect(error.status).toBe(example.response.status)
      }
      const record = consumerRecordOf(mock.exchanges.at(-1)!)
      await expect(`${JSON.stringify(record, null, 2)}\n`).toMatchFileSnapshot(
        folder + consumerFileOf(record),
      )
    },
  )
})
