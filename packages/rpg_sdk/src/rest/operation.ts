import type { OperationId } from '@rpg-bot/rpg_contracts'
import type { AnyInput, InputOf, PagedOperationId, ResultOf } from '../generated/client.ts'
import type { Answer, CallOptions } from './call.ts'

/** Arguments of an operation: the input is left out where nothing is required. */
type Arguments<Id extends OperationId> =
  Record<never, never> extends InputOf<Id>
    ? [input?: InputOf<Id>, options?: CallOptions]
    : [input: InputOf<Id>, options?: CallOptions]

/** One operation of the API. Gives the body of its answer. */
export interface Operation<Id extends OperationId> {
  (...input: Arguments<Id>): Promise<ResultOf<Id>>
  /** The same, with status, entity tag and replay mark. */
  withResponse(...input: Arguments<Id>): Promise<Answer & { readonly data: ResultOf<Id> }>
}

/** An operation that answers in pages. */
export interface PagedOperation<Id extends OperationId> extends Operation<Id> {
  /** Page after page, for as long as you read. */
  pages(...input: Arguments<Id>): AsyncGenerator<ResultOf<Id>, void, undefined>
  /** Item after item, for as long as you read. */
  items(...input: Arguments<Id>): AsyncGenerator<ItemOf<Id>, void, undefined>
}

type ItemOf<Id extends OperationId> = ResultOf<Id> extends { items: (infer Item)[] } ? Item : never
type Call = (id: OperationId, input?: AnyInput, options?: CallOptions) => Promise<Answer>

/** Makes a typed operation. */
export function operation<Id extends OperationId>(call: Call, id: Id): Operation<Id> {
  const withResponse = (input?: unknown, options?: CallOptions) => call(id, input as AnyInput, options)
  const plain = async (input?: unknown, options?: CallOptions) => (await withResponse(input, options)).data
  return Object.assign(plain, { withResponse }) as unknown as Operation<Id>
}

/** Makes a typed operation that answers in pages. */
export function pagedOperation<Id extends PagedOperationId>(call: Call, id: Id): PagedOperation<Id> {
  async function* pages(input: AnyInput = {}, options?: CallOptions) {
    let cursor: string | null | undefined
    do {
      const query = cursor === undefined ? input.query : { ...input.query, cursor }
      const { data } = await call(id, query === undefined ? input : { ...input, query }, options)
      yield data
      cursor = (data as { nextCursor: string | null }).nextCursor
    } while (cursor !== null)
  }
  async function* items(input: AnyInput = {}, options?: CallOptions) {
    for await (const page of pages(input, options)) yield* (page as { items: unknown[] }).items
  }
  return Object.assign(operation(call, id), { pages, items }) as unknown as PagedOperation<Id>
}
