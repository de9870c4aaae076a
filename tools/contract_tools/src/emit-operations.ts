import { banner, literal, objectLines } from './emit-code.ts'
import { serviceNames } from './emit-table-types.ts'
import type { OperationModel, ResponseModel, SchemaUse } from './operation-model.ts'

/** The text of `operations.ts`: one row per operation, with the types that are read off the table. */
export function emitOperations(operations: readonly OperationModel[]): string {
  const rows = operations.map((operation) => `  ${emitRow(operation)},\n`)
  const idsOf = (service: string): string =>
    literal(operations.filter((operation) => operation.service === service).map(({ id }) => id))
  return `${banner}
import type { OperationRow, ServiceName } from './table-types.ts'
import * as params from './validators.params.mjs'
import * as strict from './validators.strict.mjs'

export type { OperationRow, ServiceName } from './table-types.ts'

const rows = [
${rows.join('')}] as const satisfies readonly OperationRow[]

type Row = (typeof rows)[number]

/** Every operation of the contract, by operationId in alphabetical order. */
export const operationTable: readonly OperationRow[] = rows

/** The name of an operation of the contract. */
export type OperationId = Row['id']

/** The operations one unit serves. */
export type OperationsOf<Service extends ServiceName> = Extract<Row, { service: Service }>['id']

/** The operationIds by unit, for completeness checks at run time. */
export const operationIds = ${objectLines(
    serviceNames.map((name) => [name, idsOf(name)]),
    '',
  )} as const satisfies { [Service in ServiceName]: readonly OperationsOf<Service>[] }
`
}

function emitRow(operation: OperationModel): string {
  const { params, querystring, headers } = operation.input
  return objectLines(
    [
      ['id', literal(operation.id)],
      ['method', literal(operation.method)],
      ['url', literal(operation.url)],
      ['service', literal(operation.service)],
      ['domain', literal(operation.domain)],
      ['security', literal(operation.security)],
      ['idempotent', literal(operation.idempotent)],
      ['conditional', literal(operation.conditional)],
      [
        'input',
        objectLines(
          [
            ['params', validator('params', params)],
            ['querystring', validator('params', querystring)],
            ['headers', validator('params', headers)],
            ['body', validator('strict', operation.body)],
          ],
          '    ',
        ),
      ],
      ['bodyRequired', literal(operation.bodyRequired)],
      ['responses', objectLines(operation.responses.map(emitResponse), '    ')],
    ],
    '  ',
  )
}

function validator(module: 'params' | 'strict', use: SchemaUse | null): string {
  return use === null ? 'null' : `${module}.${use.name}`
}

function emitResponse({ status, content }: ResponseModel): [string, string] {
  const media = content.map(({ mediaType, use }) => `${literal(mediaType)}: ${validator('strict', use)}`)
  return [String(status), media.length === 0 ? '{}' : `{ ${media.join(', ')} }`]
}
