import { routes } from '@rpg-bot/rpg_sdk'
import { expect, test } from 'vitest'
import { domainOf, validatorLoaders } from './validator-loaders.ts'

test('the validators of every operation are found by its path', async () => {
  for (const [id, { path }] of Object.entries(routes)) {
    const domain = domainOf(path)
    expect(domain, path).not.toBeNull()
    if (domain === null) continue
    const { bodies, results } = await validatorLoaders[domain]()
    // An operation without any body needs none.
    const known = Object.hasOwn(bodies, id) || Object.hasOwn(results, id)
    const elsewhere = await ownersOf(id)
    expect(known || elsewhere.length === 0, `${id} of ${path} is in ${elsewhere.join()}`).toBe(true)
  }
})

async function ownersOf(id: string): Promise<string[]> {
  const owners: string[] = []
  for (const [domain, load] of Object.entries(validatorLoaders)) {
    const { bodies, results } = await load()
    if (Object.hasOwn(bodies, id) || Object.hasOwn(results, id)) owners.push(domain)
  }
  return owners
}
