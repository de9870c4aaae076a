import type { Locator, Page } from 'playwright-core'
import type { Screen } from './phone.ts'
import { type Language, say } from './words.ts'

/** The tab bar: only a person who is signed in sees it. */
export function tabBar(app: Screen, language: Language = 'ru') {
  return app.getByRole('navigation', { name: say(language, 'app.navigation') })
}

/** The title of a screen. */
export function screenTitle(app: Screen, title: string) {
  return app.getByRole('heading', { level: 1, name: title })
}

/** Goes to the settings by their tab. */
export async function openSettings(app: Screen, language: Language = 'ru'): Promise<void> {
  const title = say(language, 'settings.title')
  await tabBar(app, language).getByRole('link', { name: title }).click()
  await screenTitle(app, title).waitFor()
}

/** Goes to the page for developers, two steps deep. */
export async function openDeveloper(app: Screen, language: Language = 'ru'): Promise<void> {
  await openSettings(app, language)
  await app.getByRole('link', { name: say(language, 'settings.developer.title') }).click()
  await screenTitle(app, say(language, 'settings.developer.title')).waitFor()
}

/** Colour of the text of an element, as it is drawn. Tests know no browser types, so the page's are named here. */
export function inkOf(element: Locator): Promise<string> {
  return element.evaluate((target) => {
    const page = globalThis as unknown as { getComputedStyle(target: unknown): { color: string } }
    return page.getComputedStyle(target).color
  })
}

/** Picks one of a few: by its label, since the round button itself is drawn over. */
export function choose(place: Page | Locator, name: string): Promise<void> {
  const page = 'page' in place ? place.page() : place
  return place
    .locator('label')
    .filter({ has: page.getByRole('radio', { name }) })
    .click()
}
