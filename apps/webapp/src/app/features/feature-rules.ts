import type { FeatureManifest } from './define-feature.ts'

const idPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const pathPattern = /^\/[a-z][a-z0-9-]*$/
const kindPattern = /^[a-z]$/
/** Addresses the shell or the server uses itself. */
const reservedPaths = new Set(['/assets', '/v1', '/start'])

/**
 * Everything that is wrong with a set of manifests, one sentence each; empty when all is well. `folders`
 * gives the folder of each manifest, in the same order.
 */
export function findFeatureFaults(
  manifests: readonly FeatureManifest[],
  folders: readonly string[],
): string[] {
  const faults: string[] = []
  manifests.forEach((manifest, index) => {
    const { id } = manifest
    const folder = folders[index]
    if (manifest.manifestVersion !== 1) faults.push(`${id}: manifestVersion must be 1.`)
    if (!idPattern.test(id)) faults.push(`${id}: the id must be kebab-case.`)
    if (folder !== undefined && folder !== id) faults.push(`${id}: lives in the folder "${folder}".`)
    if (!pathPattern.test(manifest.path))
      faults.push(`${id}: the path "${manifest.path}" must be one segment.`)
    if (reservedPaths.has(manifest.path)) faults.push(`${id}: the path "${manifest.path}" is reserved.`)
    if (manifest.title !== `${id}.title`) faults.push(`${id}: the title must be "${id}.title".`)
    for (const kind of manifest.startKinds) {
      if (!kindPattern.test(kind)) faults.push(`${id}: start kind "${kind}" must be one letter.`)
    }
  })
  faults.push(...findDoubles('id', manifests, (manifest) => [manifest.id]))
  faults.push(...findDoubles('path', manifests, (manifest) => [manifest.path]))
  faults.push(...findDoubles('start kind', manifests, (manifest) => manifest.startKinds))
  return faults
}

function findDoubles(
  what: string,
  manifests: readonly FeatureManifest[],
  read: (manifest: FeatureManifest) => readonly string[],
): string[] {
  const owners = new Map<string, string>()
  const faults: string[] = []
  for (const manifest of manifests) {
    for (const value of read(manifest)) {
      const owner = owners.get(value)
      if (owner === undefined) owners.set(value, manifest.id)
      else faults.push(`${manifest.id}: the ${what} "${value}" is taken by ${owner}.`)
    }
  }
  return faults
}
