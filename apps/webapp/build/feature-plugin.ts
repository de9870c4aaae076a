import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'vite'
import type { FeatureManifest } from '../src/app/features/define-feature.ts'
import { findFeatureFaults } from '../src/app/features/feature-rules.ts'

/** Loads every manifest under a folder, as the shell does in the browser. */
export async function readManifests(
  root: string,
): Promise<{ manifests: FeatureManifest[]; folders: string[] }> {
  const files = globSync('*/manifest.ts', { cwd: root }).sort()
  const manifests: FeatureManifest[] = []
  for (const file of files) {
    const module = (await import(pathToFileURL(join(root, file)).href)) as { manifest?: FeatureManifest }
    if (module.manifest === undefined) throw new Error(`${file} exports no manifest.`)
    manifests.push(module.manifest)
  }
  return { manifests, folders: files.map((file) => dirname(file)) }
}

/** Stops the build when ids, paths or start kinds of features collide. */
export function featureRules(root: string): Plugin {
  return {
    name: 'feature-rules',
    apply: 'build',
    async buildStart() {
      const { manifests, folders } = await readManifests(root)
      const faults = findFeatureFaults(manifests, folders)
      if (faults.length > 0) this.error(`The features do not fit together:\n${faults.join('\n')}`)
    },
  }
}
