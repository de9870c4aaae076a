/** A generated validator as this file sees it. */
interface Validator {
  (value: unknown): boolean
  errors?: readonly Finding[] | null
}

interface Finding {
  readonly instancePath: string
  readonly schemaPath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
  readonly message?: string
}

/** What makes one kind of message out of shared parts. */
interface MessageParts {
  /** The envelope that many types have in common. */
  readonly shape: Validator
  readonly type: string
  readonly data: Validator
}

/**
 * One validator for a message from the envelope it shares with others and the schema of its own `data`:
 * checking them apart says the same as the whole schema and keeps the envelope's code in a bundle once.
 */
export function messageValidator({ shape, type, data }: MessageParts): Validator {
  const validate: Validator = (value) => {
    validate.errors = null
    if (!shape(value)) return refuse(shape.errors)
    const message = value as { readonly type: unknown; readonly data: unknown }
    if (message.type !== type) {
      return refuse([
        {
          instancePath: '/type',
          schemaPath: '#/properties/type/const',
          keyword: 'const',
          params: { allowedValue: type },
          message: 'must be equal to constant',
        },
      ])
    }
    if (data(message.data)) return true
    return refuse(
      (data.errors ?? []).map((finding) => ({ ...finding, instancePath: `/data${finding.instancePath}` })),
    )
  }
  const refuse = (errors: readonly Finding[] | null | undefined): false => {
    validate.errors = errors ?? []
    return false
  }
  return validate
}
