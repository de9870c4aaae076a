import { mkdir, writeFile } from 'node:fs/promises'
import type { Impact } from './breaking/rate-changes.ts'
import { heaviest } from './breaking/rate-changes.ts'
import { changesSinceRelease, readReleased, releasedFile } from './gates/breaking-gate.ts'
import type { GateContext } from './gates/gate.ts'
import { objectOf, printJson, textOf } from './json-value.ts'

/**
 * The lowest version a change of this impact may be released as (SemVer).
 * While the major version is 0, a breaking change raises the minor one and everything else the patch.
 */
export function nextVersion(released: string, impact: Impact | null): string {
  const [major = 0, minor = 0, patch = 0] = released.split('.').map(Number)
  if (impact === null) return released
  if (major === 0) return impact === 'major' ? `0.${minor + 1}.0` : `0.${minor}.${patch + 1}`
  if (impact === 'major') return `${major + 1}.0.0`
  return impact === 'minor' ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`
}

/** Compares two versions by number; below zero when the left is older. */
export function compareVersions(left: string, right: string): number {
  const [leftParts, rightParts] = [left.split('.').map(Number), right.split('.').map(Number)]
  for (const index of [0, 1, 2]) {
    const difference = (leftParts[index] ?? 0) - (rightParts[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/**
 * Writes today's bundles as the released ones: the only step that writes there.
 * Throws when `info.version` is lower than what the changes demand.
 */
export async function release(context: GateContext): Promise<string> {
  const { layout, model } = context
  const version = textOf(objectOf(model.openapi.info).version)
  const released = await readReleased(layout, 'rpg-bot')
  if (released !== null) {
    const changes = [...(await changesSinceRelease(context)).values()].flatMap((list) => list ?? [])
    const wanted = nextVersion(textOf(objectOf(released.info).version), heaviest(changes))
    if (compareVersions(version, wanted) < 0) {
      throw new Error(`The changes since the last release demand ${wanted}; info.version is ${version}`)
    }
  }
  await mkdir(layout.released, { recursive: true })
  await writeFile(releasedFile(layout, 'rpg-bot'), printJson(model.openapi))
  await writeFile(releasedFile(layout, 'events'), printJson(model.eventsBundle))
  return version
}
