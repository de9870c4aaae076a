import type { ColumnType } from 'kysely'

/**
 * One column of a table: what PostgreSQL calls its type, and (in the type parameters) what TypeScript reads,
 * inserts and updates. Descriptions are values, so that a test can hold them equal to the real database.
 */
export type Column<Select = unknown, Insert = unknown, Update = unknown> = {
  /** As in `information_schema.columns.udt_name`: `uuid`, `int8`, `timestamptz`, `_uuid` … */
  readonly sqlType: string
  readonly nullable: boolean
  /** True when the database fills the column in if an insert leaves it out. */
  readonly hasDefault: boolean
  /** Carries the types; never set. */
  readonly types?: ColumnType<Select, Insert, Update>
}

const describe = <Select, Insert = Select>(sqlType: string): Column<Select, Insert, Insert> => ({
  sqlType,
  nullable: false,
  hasDefault: false,
})

/** The column types in use. Each says how PostgreSQL's value looks in TypeScript. */
export const column = {
  uuid: <T extends string = string>() => describe<T>('uuid'),
  text: <T extends string = string>() => describe<T>('text'),
  boolean: () => describe<boolean>('bool'),
  smallint: () => describe<number>('int2'),
  integer: () => describe<number>('int4'),
  /** A number; reading a value beyond 2^53 - 1 is an error, never a rounded number. */
  bigint: () => describe<number>('int8'),
  doublePrecision: () => describe<number>('float8'),
  /** Read as `Date`; written as `Date` or RFC 3339 text. */
  timestamptz: () => describe<Date, Date | string>('timestamptz'),
  /** `YYYY-MM-DD`, never a `Date`: a date has no time zone. */
  date: () => describe<string>('date'),
  bytea: () => describe<Buffer, Uint8Array>('bytea'),
  /** Read parsed; written as JSON text, because the driver would turn an array into a PostgreSQL array. */
  jsonb: <T = unknown>() => describe<T, string>('jsonb'),
  uuidArray: () => describe<string[]>('_uuid'),
  textArray: <T extends string = string>() => describe<T[]>('_text'),
}

/** The same column, null allowed; an insert may leave it out. */
export function nullable<S, I, U>(of: Column<S, I, U>): Column<S | null, I | null | undefined, U | null> {
  return { sqlType: of.sqlType, nullable: true, hasDefault: of.hasDefault }
}

/** The same column with a default in the database; an insert may leave it out. */
export function defaulted<S, I, U>(of: Column<S, I, U>): Column<S, I | undefined, U> {
  return { sqlType: of.sqlType, nullable: of.nullable, hasDefault: true }
}

/** Tables by qualified name (`schema.table`), columns by name. */
export type TableDescriptions = Readonly<Record<`${string}.${string}`, Readonly<Record<string, Column>>>>

/** The Kysely interface of described tables. */
export type TablesOf<Descriptions> = {
  [Table in keyof Descriptions]: {
    [Name in keyof Descriptions[Table]]: Descriptions[Table][Name] extends Column<infer S, infer I, infer U>
      ? ColumnType<S, I, U>
      : never
  }
}
