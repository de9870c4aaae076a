import { readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { type BundleName, changeKey, readApprovals } from '../breaking/approved-changes.ts'
import { type RatedChange, rateChanges } from '../breaking/rate-changes.ts'
import type { Finding } from '../finding.ts'
import { isObject, type JsonObject } from '../json-value.ts'
import type { Layout } from '../layout.ts'
import type { Gate, GateContext } from './gate.ts'

/**
 * Compares today's bundles with the last released ones. The base is committed: compared with the target
 * branch, a clone of main would compare a commit with itself and could not fail.
 */
export const breakingGate: Gate = {
  name: 'breaking',
  async run(context) {
    const approved = await readApprovals(context.layout)
    const changes = await changesSinceRelease(context)
    const findings: Finding[] = []
    for (const [bundle, rated] of changes) {
      if (rated === null) findings.push(missingRelease(context.layout, bundle))
      for (const change of rated ?? []) {
        const key = changeKey(bundle, change)
        if (change.impact !== 'major' || approved.has(key)) continue
        findings.push({ rule: `breaking:${change.rule}`, where: key, message: change.message })
      }
    }
    return findings
  },
}

/** All changes of both bundles since the last release; null for a bundle that was never released. */
export async function changesSinceRelease({
  layout,
  model,
}: GateContext): Promise<Map<BundleName, RatedChange[] | null>> {
  const today: Record<BundleName, JsonObject> = { 'rpg-bot': model.openapi, events: model.eventsBundle }
  const compared = Object.entries(today).map(async ([name, bundle]) => {
    const released = await readReleased(layout, name as BundleName)
    return [name as BundleName, released === null ? null : await rateChanges(released, bundle)] as const
  })
  return new Map(await Promise.all(compared))
}

/** The file a bundle is released as. */
export function releasedFile(layout: Layout, bundle: BundleName): string {
  return join(layout.released, `${bundle}.openapi.json`)
}

/** A released bundle, or null when there is none. */
export async function readReleased(layout: Layout, bundle: BundleName): Promise<JsonObject | null> {
  const text = await readFile(releasedFile(layout, bundle), 'utf8').catch(() => null)
  const value: unknown = text === null ? null : JSON.parse(text)
  return isObject(value) ? value : null
}

function missingRelease(layout: Layout, bundle: BundleName): Finding {
  return {
    rule: 'breaking:no-release',
    where: relative(layout.root, releasedFile(layout, bundle)),
    message: 'Nothing to compare with, so nothing could fail: run `pnpm contracts:release` once',
  }
}
