import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useBrowser } from './support/browser.ts'
import { startInstallation, type TestInstallation } from './support/installation.ts'
import { openDeveloper, screenTitle } from './support/steps.ts'
import { feedOf, layTable, pressAction, rollCard, sitDown, totalOf } from './support/table.ts'
import { until } from './support/until.ts'
import { say } from './support/words.ts'

let installation: TestInstallation
beforeAll(async () => {
  installation = await startInstallation()
})
afterAll(() => installation.stop())
const phones = useBrowser()

/** A table where player 1 plays a hero with sharp wits, and the words of the rules for a trait. */
async function layTableWithHero(name: string) {
  const table = await layTable(installation, { name, players: 1 })
  const player = table.players[0] ?? expect.fail()
  const system = await player.systems.get({ path: { systemId: 'minimal' } })
  const sheet = { ...system.defaultSheet, traits: { might: 0, grace: 0, wits: 3, heart: -1 } }
  const hero = await player.characters.create({ path: table.path, body: { name: 'Веста Сольная', sheet } })
  const fields = system.layout.flatMap((section) => section.fields)
  const wits = fields.find(({ pointer, roll }) => roll !== undefined && pointer.includes('wits'))
  if (wits?.roll === undefined) return expect.fail('The rules have no roll for wits.')
  return { ...table, player, hero, wits, label: wits.roll.label.ru }
}

describe('a hero', () => {
  it('rolls a trait when it is tapped, with the number of the sheet, before the whole table', async () => {
    const table = await layTableWithHero('Испытание')
    const { startParam, label, wits } = table
    const master = await phones.openMiniApp({ installation, persona: 'gm', language: 'ru', startParam })
    await sitDown(master)
    const phone = await phones.openMiniApp({ installation, persona: 'player-1', startParam })
    await phone.app.getByRole('link', { name: /Веста Сольная/ }).click()
    await screenTitle(phone.app, 'Веста Сольная').waitFor()
    await phone.app.getByRole('button', { name: new RegExp(wits.label.ru) }).click()
    await rollCard(master.app, label).waitFor()
    const [roll] = (await table.master.rolls.list({ path: table.path })).items
    expect(roll).toMatchObject({ characterId: table.hero.id, label, visibility: 'public' })
    expect(roll?.total).toBe((roll?.groups[0]?.total ?? Number.NaN) + 3)
    expect(await totalOf(master.app, label)).toBe(roll?.total)
    await feedOf(master.app).getByText('Веста Сольная').first().waitFor()
    const tray = phone.app.getByRole('status').getByRole('article')
    expect(await tray.locator('output').textContent()).toContain(String(roll?.total))
    await phone.app.getByRole('button', { name: say('ru', 'character.roll.clear') }).click()
    await tray.waitFor({ state: 'detached' })
  })

  it('keeps what is written into the sheet, without a button to save it', async () => {
    const table = await layTableWithHero('Чернила')
    const { startParam } = table
    const phone = await phones.openMiniApp({ installation, persona: 'player-1', startParam })
    await phone.app.getByRole('link', { name: /Веста Сольная/ }).click()
    await phone.app.getByRole('button', { name: say('ru', 'character.edit') }).click()
    await phone.app.getByLabel(say('ru', 'character.name'), { exact: true }).fill('Веста Тихая 🕯')
    const stored = async () =>
      (await table.player.characters.get({ path: { ...table.path, characterId: table.hero.id } })).name
    await until(async () => (await stored()) === 'Веста Тихая 🕯')
    await phone.app.getByText(say('ru', 'character.save.saved'), { exact: true }).waitFor()
    await pressAction(phone, say('ru', 'character.done'))
    await screenTitle(phone.app, 'Веста Тихая 🕯').waitFor()
  })

  it('comes to life in the app, and belongs to whoever made it', async () => {
    const table = await layTable(installation, { name: 'Рождение', players: 2 })
    const { startParam } = table
    const phone = await phones.openMiniApp({ installation, persona: 'player-1', startParam })
    await phone.app.getByRole('link', { name: say('ru', 'campaigns.characters.new') }).click()
    await phone.app.getByLabel(say('ru', 'character.name')).fill('Яромир')
    await pressAction(phone, say('ru', 'character.new.create'))
    await screenTitle(phone.app, 'Яромир').waitFor()
    const other = await phones.openMiniApp({ installation, persona: 'player-2', startParam })
    await other.app.getByRole('link', { name: /Яромир/ }).click()
    await other.app.getByText(say('ru', 'character.read-only')).waitFor()
    expect(await other.app.getByRole('button', { name: say('ru', 'character.edit') }).count()).toBe(0)
  })
})

describe('the page for developers', () => {
  it('sends a custom event, and shows it in the raw stream', async () => {
    const table = await layTable(installation, { name: 'Мастерская', players: 1 })
    const phone = await phones.openMiniApp({ installation, persona: 'player-1' })
    await openDeveloper(phone.app)
    await phone.app
      .getByRole('combobox', { name: say('ru', 'settings.developer.campaign') })
      .selectOption({ label: 'Мастерская' })
    await phone.app
      .getByLabel(say('ru', 'settings.developer.event-name'), { exact: true })
      .fill('com.example.torch-lit')
    const payload = phone.app.getByLabel(say('ru', 'settings.developer.payload'))
    const send = phone.app.getByRole('button', { name: say('ru', 'settings.developer.send'), exact: true })
    await payload.fill('{ "turns": ')
    expect(await send.isDisabled()).toBe(true)
    await payload.fill('{ "turns": 6, "знак": "🔥" }')
    await send.click()
    const stream = phone.app.getByRole('list', { name: say('ru', 'settings.developer.stream') })
    await stream.getByText('custom.event-sent.v1', { exact: true }).waitFor()
    const { items } = await table.master.party.listEvents({
      path: { partyId: table.id },
      query: { limit: 100 },
    })
    expect(items.at(-1)).toMatchObject({
      type: 'io.rpgbot.custom.event-sent.v1',
      data: { payload: { turns: 6, знак: '🔥' } },
    })
  })
})
