import { bundleEvents } from './bundle-events.ts'
import { bundleOpenapi } from './bundle-openapi.ts'
import type { ContractModel } from './emit-validators.ts'
import { readEventContract } from './event-contract.ts'
import { type JsonObject, objectOf, printJson } from './json-value.ts'
import type { Layout } from './layout.ts'
import { readOperations } from './operation-model.ts'

/** Reads the sources of a contract into the model that every emitter and gate works from. */
export async function readContract(layout: Layout): Promise<ContractModel> {
  const [openapi, eventContract] = await Promise.all([bundleOpenapi(layout), readEventContract(layout)])
  assertSameParts(openapi, eventContract.schemas)
  return {
    openapi,
    eventsBundle: bundleEvents(eventContract, openapi),
    operations: readOperations(openapi),
    eventContract,
  }
}

/** A component that both bundles have is one source file, so it must be one and the same text. */
function assertSameParts(openapi: JsonObject, eventSchemas: JsonObject): void {
  const schemas = objectOf(objectOf(openapi.components).schemas)
  const different = Object.keys(schemas).filter(
    (name) =>
      name in eventSchemas && printJson(schemas[name] ?? null) !== printJson(eventSchemas[name] ?? null),
  )
  if (different.length > 0) {
    throw new Error(`Named alike in openapi/ and events/, yet not the same: ${different.join(', ')}`)
  }
}
