import { basename } from 'node:path'

/** A component's name: PascalCase, letters and digits. */
export const pascalName = /^[A-Z][A-Za-z0-9]*$/

/** `partySource` → `PartySource`; `rate-limit` → `RateLimit`. */
export function toPascal(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .filter((part) => part !== '')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('')
}

/** The file whose name is fixed and not PascalCase; every other file is named as its component. */
export const envelopeFile = 'event_envelope.schema.json'

/** The component that a `$defs` entry of the envelope becomes: `partySource` → `EventPartySource`. */
export function envelopeDefinitionName(definition: string): string {
  return `Event${toPascal(definition)}`
}

/** The component a referenced file, and the pointer into it, becomes. */
export function componentNameOf(file: string, pointer: string): string {
  const isEnvelope = basename(file) === envelopeFile
  const definition = /^\/\$defs\/([^/]+)$/.exec(pointer)?.[1]
  const owner = isEnvelope ? 'EventEnvelope' : basename(file).replace(/\.(json|yaml)$/, '')
  if (definition !== undefined) {
    return isEnvelope ? envelopeDefinitionName(definition) : `${owner}${toPascal(definition)}`
  }
  if (pointer !== '') throw new Error(`${file}#${pointer}: refer to a whole file or to its $defs`)
  return owner
}
