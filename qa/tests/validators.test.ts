import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JSHandle, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useBrowser } from './support/browser.ts'
import { startInstallation, type TestInstallation } from './support/installation.ts'

let installation: TestInstallation
beforeAll(async () => {
  installation = await startInstallation()
})
afterAll(() => installation.stop())
const phones = useBrowser()

const repository = new URL('../../', import.meta.url).pathname
const generated = join(repository, 'packages/rpg_contracts/src/generated')
const examples = join(repository, 'contracts/examples')

interface Sample {
  readonly operation: string
  readonly body: unknown
  readonly result: unknown
}

interface Verdict {
  readonly bodies: boolean | null
  readonly results: boolean | null
  readonly openBody: boolean | null
  readonly openResult: boolean | null
}

/** Every example of a success with what is sent and what comes back. */
function samples(): Sample[] {
  return readdirSync(examples).flatMap((operation) => {
    if (operation === 'events') return []
    return readdirSync(join(examples, operation)).flatMap((name): Sample[] => {
      const text = readFileSync(join(examples, operation, name), 'utf8')
      const { request, response } = JSON.parse(text) as {
        request: { body?: unknown }
        response: { status: number; body?: unknown }
      }
      if (response.status >= 300) return []
      return [{ operation, body: request.body ?? null, result: response.body ?? null }]
    })
  })
}

/** A page of the installation's origin, under its own policy, that can import the generated files. */
async function openBarePage(): Promise<Page> {
  const policy = (await fetch(installation.url)).headers.get('content-security-policy') ?? ''
  const page = await phones.browser.newPage()
  await page.route(`${installation.url}/under-test/**`, async (route) => {
    const name = new URL(route.request().url()).pathname.slice('/under-test/'.length)
    if (name === '') {
      const headers = { 'content-security-policy': policy }
      return route.fulfill({ contentType: 'text/html', headers, body: '<!doctype html><title>bare</title>' })
    }
    const evil = "export const two = new Function('return 2')()"
    const body = name === 'evil.mjs' ? evil : readFileSync(join(generated, name), 'utf8')
    return route.fulfill({ contentType: 'text/javascript', body })
  })
  await page.goto(`${installation.url}/under-test/`)
  return page
}

describe('the generated validators', () => {
  it('work in a page whose policy forbids evaluated code, and judge every example', async () => {
    const domains = readdirSync(join(generated, 'validators')).filter((name) => name.endsWith('.mjs'))
    const page = await openBarePage()
    const verdicts = new Map<string, Verdict>()
    const all = samples()
    for (const domain of domains) {
      const module = await importIn(page, `validators/${domain}`)
      for (const [key, verdict] of await page.evaluate(judge, { module, all })) verdicts.set(key, verdict)
    }
    expect(verdicts.size).toBeGreaterThan(30)
    for (const [key, verdict] of verdicts) {
      // What is sent is closed; what comes in may carry fields of a newer server.
      expect({ key, ...verdict }).toEqual({
        key,
        bodies: verdict.bodies === null ? null : true,
        results: verdict.results === null ? null : true,
        openBody: verdict.openBody === null ? null : false,
        openResult: verdict.openResult === null ? null : true,
      })
    }
    await page.close()
  })

  it.each(['validators.strict.mjs', 'validators.reader.mjs', 'validators.params.mjs'])(
    '%s loads there, too',
    async (name) => {
      const page = await openBarePage()
      const count = await (await importIn(page, name)).evaluate((module) => Object.keys(module).length)
      expect(count).toBeGreaterThan(0)
      expect(readFileSync(join(generated, name), 'utf8')).not.toMatch(/\brequire\(|new Function/)
      await page.close()
    },
  )

  it('would not load with evaluated code inside', async () => {
    const page = await openBarePage()
    await expect(importIn(page, 'evil.mjs')).rejects.toThrow(/EvalError/)
    await page.close()
  })
})

type Table = Readonly<Record<string, (value: unknown) => boolean>>

interface Tables {
  readonly bodies: Table
  readonly results: Table
}

/** As text: a function would be rewritten for the runner of the tests before it reaches the page. */
function importIn(page: Page, name: string): Promise<JSHandle<Tables>> {
  return page.evaluateHandle(`import('/under-test/${name}')`) as Promise<JSHandle<Tables>>
}

/** Runs in the page. */
function judge({ module, all }: { module: Tables; all: readonly Sample[] }): [string, Verdict][] {
  const { bodies, results } = module
  const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)
  const check = (table: Table, name: string, value: unknown): boolean | null => {
    const validate = table[name]
    return validate === undefined || value === null ? null : validate(value)
  }
  const more = (value: unknown) => (isObject(value) ? { ...(value as object), fromTheFuture: 1 } : null)
  return all
    .filter(({ operation }) => operation in bodies || operation in results)
    .map(({ operation, body, result }, index) => [
      `${operation} ${index}`,
      {
        bodies: check(bodies, operation, body),
        results: check(results, operation, result),
        openBody: check(bodies, operation, more(body)),
        openResult: check(results, operation, more(result)),
      },
    ])
}
