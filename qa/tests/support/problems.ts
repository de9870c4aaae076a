import type { BrowserContext, Page } from 'playwright-core'

/** What went wrong in the pages of one phone. */
export type Problems = ReturnType<typeof watchProblems>

/** Makes a refused thing visible even where the browser writes nothing to the console. */
const reportViolations = `addEventListener('securitypolicyviolation', (event) =>
  console.error('Content Security Policy: ' + event.violatedDirective + ' refused ' + event.blockedURI))`

/**
 * Collects everything a healthy page never does: errors nobody caught, lines of `console.error`, violations of
 * the Content Security Policy, requests to other origins.
 *
 * @param origin the only origin that pages may talk to
 */
export async function watchProblems(context: BrowserContext, origin: string) {
  const found: string[] = []
  const expected: RegExp[] = []
  const host = new URL(origin).host
  await context.addInitScript({ content: reportViolations })
  context.on('weberror', (error) => found.push(`uncaught: ${error.error().stack ?? error.error()}`))
  context.on('console', (message) => {
    if (message.type() === 'error') found.push(`console: ${message.text()} (${message.location().url})`)
  })
  context.on('page', (page: Page) => page.on('crash', () => found.push('the page crashed')))
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (/^(?:https?|wss?):$/.test(url.protocol) && url.host !== host)
      found.push(`another origin: ${request.url()}`)
  })
  return {
    /** A test names what it provokes, such as the line of a refused request. */
    expect(pattern: RegExp): void {
      expected.push(pattern)
    },
    /** What was found and not expected. */
    list: (): string[] => found.filter((problem) => !expected.some((pattern) => pattern.test(problem))),
  }
}
