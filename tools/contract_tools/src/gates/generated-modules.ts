import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isObject } from '../json-value.ts'
import type { Layout } from '../layout.ts'

/** A finding of a generated validator, in Ajv's shape. */
interface ValidatorFinding {
  readonly instancePath: string
  readonly keyword: string
  readonly message?: string
}

/** A generated validator as the gates call it. */
export interface GeneratedValidator {
  (value: unknown): boolean
  errors?: readonly ValidatorFinding[] | null
}

/** Loads the committed validators of one build by name: the very code that ships. */
export async function loadValidators(
  layout: Layout,
  variant: 'strict' | 'params' | 'reader',
): Promise<ReadonlyMap<string, GeneratedValidator>> {
  const file = join(layout.generated, `validators.${variant}.mjs`)
  const module: unknown = await import(pathToFileURL(file).href)
  if (!isObject(module)) throw new Error(`${file} is not a module`)
  const entries = Object.entries(module).filter((entry) => typeof entry[1] === 'function')
  return new Map(entries as unknown as [string, GeneratedValidator][])
}

/** The first few findings on one line; empty when the value fits. */
export function complaints(validator: GeneratedValidator, value: unknown): string {
  if (validator(value)) return ''
  const found = (validator.errors ?? []).slice(0, 3)
  return found
    .map(({ instancePath, message, keyword }) => `${instancePath || '/'} ${message ?? keyword}`)
    .join('; ')
}
