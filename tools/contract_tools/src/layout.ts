import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where the sources of a contract are and where its generated files go. All paths are absolute. */
export interface Layout {
  /** The folder of the repository (or of a test copy). */
  readonly root: string
  readonly contracts: string
  readonly openapi: string
  readonly events: string
  readonly asyncapi: string
  readonly examples: string
  readonly dist: string
  readonly released: string
  /** `src/generated` of rpg_contracts. */
  readonly generated: string
  /** `src/generated` of rpg_sdk. */
  readonly client: string
}

/** The repository this tool stands in. */
export const repositoryRoot = resolve(fileURLToPath(import.meta.url), '../../../..')
/** The folder of this package, where its own dependencies are. */
export const toolRoot = resolve(fileURLToPath(import.meta.url), '../..')

/** The fixed layout of a repository, or of a copy of the contract in a temporary folder. */
export function layoutOf(root: string): Layout {
  const contracts = join(root, 'contracts')
  return {
    root,
    contracts,
    openapi: join(contracts, 'openapi/rpg-bot.yaml'),
    events: join(contracts, 'events'),
    asyncapi: join(contracts, 'asyncapi/party-sync.yaml'),
    examples: join(contracts, 'examples'),
    dist: join(contracts, 'dist'),
    released: join(contracts, 'released'),
    generated: join(root, 'packages/rpg_contracts/src/generated'),
    client: join(root, 'packages/rpg_sdk/src/generated'),
  }
}
