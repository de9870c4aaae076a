import type { RpgClient } from '@rpg-bot/rpg_sdk'
import type { TestInstallation } from './installation.ts'
import type { Phone, Screen } from './phone.ts'
import { choose } from './steps.ts'
import { until } from './until.ts'
import { type Language, say } from './words.ts'

/** A table laid over REST: its game master, its players, and how they reach it. */
export async function layTable(installation: TestInstallation, options: { name: string; players: number }) {
  const master = await installation.signIn('gm')
  const campaign = await master.campaigns.create({ body: { name: options.name, systemId: 'minimal' } })
  const path = { campaignId: campaign.id }
  const { code } = await master.invites.create({ path, body: {} })
  const players: RpgClient[] = []
  for (let number = 1; number <= options.players; number += 1) {
    const player = await installation.signIn(`player-${number}`)
    await player.invites.accept({ body: { code } })
    players.push(player)
  }
  const bytes = Buffer.from(campaign.id.replaceAll('-', ''), 'hex')
  return { ...campaign, path, code, master, players, startParam: `c_${bytes.toString('base64url')}` }
}

/** Presses the one big button of a screen: the client's own where there is one. */
export async function pressAction({ client }: Pick<Phone, 'client'>, label: string): Promise<void> {
  await until(async () => {
    const { mainButton } = await client.state()
    return mainButton.visible && mainButton.active && !mainButton.progress && mainButton.text === label
  })
  await client.pressMainButton()
}

/** From the page of a campaign to its table; waits until the line is alive. */
export async function sitDown(
  phone: Pick<Phone, 'client' | 'app'>,
  language: Language = 'ru',
): Promise<void> {
  await pressAction(phone, say(language, 'campaigns.party.sit'))
  await aliveAt(phone.app, language)
}

/** Waits until a table is open and live. */
export async function aliveAt(app: Screen, language: Language = 'ru'): Promise<void> {
  const words = [say(language, 'party.status.live'), say(language, 'party.status.evening')]
  await app
    .getByRole('banner')
    .or(app.locator('header'))
    .getByText(new RegExp(`^(?:${words.join('|')})$`))
    .first()
    .waitFor()
}

/** Everything that happens at the table, oldest first. */
export function feedOf(app: Screen, language: Language = 'ru') {
  return app.getByRole('log', { name: say(language, 'party.feed.title') })
}

/** The words of all bubbles in a feed, without their times. */
export async function wordsIn(app: Screen, language: Language = 'ru'): Promise<string[]> {
  const paragraphs = await feedOf(app, language).locator('article p:has(> time)').allInnerTexts()
  return paragraphs.map((text) => text.replace(/\s*\d{1,2}[:.]\d{2}(?:\s?[AP]M)?$/u, ''))
}

/** Says something at the table. */
export async function speak(app: Screen, words: string, language: Language = 'ru'): Promise<void> {
  await app.getByRole('textbox', { name: say(language, 'party.compose.label') }).fill(words)
  await app.getByRole('button', { name: say(language, 'party.compose.send') }).click()
}

/** Rolls at the table by the dice tray. */
export async function throwDice(
  app: Screen,
  roll: { expression: string; label: string; visibility?: 'public' | 'gm' | 'self' },
  language: Language = 'ru',
): Promise<void> {
  await app.getByRole('button', { name: say(language, 'party.compose.dice') }).click()
  const tray = app.getByRole('dialog', { name: say(language, 'party.dice.title') })
  await tray.getByLabel(say(language, 'party.dice.expression'), { exact: true }).fill(roll.expression)
  await tray.getByLabel(say(language, 'party.dice.label')).fill(roll.label)
  if (roll.visibility !== undefined) await choose(tray, say(language, `party.dice.${roll.visibility}`))
  await tray.getByRole('button', { name: say(language, 'party.dice.throw'), exact: true }).click()
  await tray.waitFor({ state: 'hidden' })
}

/** The card of a roll in a feed, by what the roll was for. */
export function rollCard(app: Screen, label: string, language: Language = 'ru') {
  return feedOf(app, language)
    .locator('article')
    .filter({ has: app.getByRole('heading', { name: label, exact: true }) })
}

/** What a roll came to, as its card says. */
export async function totalOf(app: Screen, label: string, language: Language = 'ru'): Promise<number> {
  const text = await rollCard(app, label, language).locator('output').textContent()
  return Number((text ?? '').replace(/[^\d−-]/gu, '').replace('−', '-'))
}
