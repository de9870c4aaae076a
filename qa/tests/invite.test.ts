import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useBrowser } from './support/browser.ts'
import { startInstallation, type TestInstallation } from './support/installation.ts'
import { screenTitle, tabBar } from './support/steps.ts'
import { aliveAt, feedOf, layTable, pressAction, sitDown } from './support/table.ts'
import { until } from './support/until.ts'
import { say } from './support/words.ts'

let installation: TestInstallation
beforeAll(async () => {
  installation = await startInstallation()
})
afterAll(() => installation.stop())
const phones = useBrowser()

describe('an invitation', () => {
  it('is made on one phone and brings another to the table', async () => {
    const master = await phones.openMiniApp({ installation, persona: 'gm', language: 'ru' })
    await screenTitle(master.app, say('ru', 'campaigns.title')).waitFor()
    await pressAction(master, say('ru', 'campaigns.new.action'))
    const name = 'Соль и Серебро 🌊'
    await master.app.getByLabel(say('ru', 'campaigns.field.name')).fill(name)
    await pressAction(master, say('ru', 'campaigns.new.create'))
    await screenTitle(master.app, name).waitFor()
    await master.app.getByRole('link', { name: say('ru', 'campaigns.invites.action') }).click()
    await pressAction(master, say('ru', 'campaigns.invites.new'))
    const sheet = master.app.getByRole('dialog', { name: say('ru', 'campaigns.invites.new') })
    await sheet.getByRole('button', { name: say('ru', 'campaigns.invites.create') }).click()
    const address = await master.app.getByText(/i_[\w-]{22}/).textContent()
    const startParam = /i_[\w-]{22}/.exec(address ?? '')?.[0] ?? expect.fail('no address')

    const player = await phones.openMiniApp({ installation, persona: 'player-1', startParam })
    await player.app.getByText(name).first().waitFor()
    await pressAction(player, say('ru', 'campaigns.invite.accept'))
    await aliveAt(player.app)
    await screenTitle(player.app, name).waitFor()

    await master.client.pressBack()
    await sitDown(master)
    await feedOf(master.app)
      .getByText(say('ru', 'party.notice.joined').replace('{name}', 'Рысь 🏹'))
      .waitFor()
    await player.client.pressBack()
    await player.app.getByRole('heading', { name: say('ru', 'campaigns.members.title') }).waitFor()
    await player.app.getByText('Хранитель 🎲').first().waitFor()
  })

  it('tells whoever sits there already', async () => {
    const table = await layTable(installation, { name: 'Уже здесь', players: 1 })
    const phone = await phones.openMiniApp({ installation, persona: 'player-1', startParam: table.code })
    await phone.app.getByText(say('ru', 'campaigns.invite.already')).waitFor()
    await pressAction(phone, say('ru', 'campaigns.invite.enter'))
    await aliveAt(phone.app)
  })

  it('that was withdrawn or never made leads nowhere, and says so', async () => {
    const table = await layTable(installation, { name: 'Сгоревшее письмо', players: 0 })
    const { items } = await table.master.invites.list({ path: table.path })
    await table.master.invites.revoke({ path: { ...table.path, inviteId: items[0]?.id ?? expect.fail() } })
    for (const startParam of [table.code, `i_${randomBytes(16).toString('base64url')}`]) {
      const phone = await phones.openMiniApp({ installation, persona: 'player-2', startParam })
      phone.problems.expect(/status of (?:404|410|422|409)/)
      await phone.app.getByRole('heading', { name: say('ru', 'campaigns.invite.dead.title') }).waitFor()
      await phone.app.getByRole('button', { name: say('ru', 'campaigns.start.home') }).click()
      await tabBar(phone.app).waitFor()
    }
  })
})

describe('a deep link', () => {
  it('of a campaign opens it, and the back button leads home', async () => {
    const table = await layTable(installation, { name: 'Глубокая ссылка', players: 1 })
    const phone = await phones.openMiniApp({
      installation,
      persona: 'player-1',
      startParam: table.startParam,
    })
    await screenTitle(phone.app, 'Глубокая ссылка').waitFor()
    await until(async () => (await phone.client.state()).backButton)
    await phone.client.pressBack()
    await screenTitle(phone.app, say('ru', 'campaigns.title')).waitFor()
    await until(async () => !(await phone.client.state()).backButton)
  })

  it('of a campaign shows nothing of it to a stranger', async () => {
    const table = await layTable(installation, { name: 'Чужой стол', players: 0 })
    const phone = await phones.openMiniApp({
      installation,
      persona: 'player-4',
      startParam: table.startParam,
    })
    phone.problems.expect(/status of 404/)
    await phone.app
      .getByRole('heading', { name: say('en', 'campaigns.gone.title') })
      .or(phone.app.getByRole('heading', { name: say('ru', 'campaigns.gone.title') }))
      .waitFor()
    expect(await phone.page.content()).not.toContain('Чужой стол')
  })

  it('of an unknown kind opens the app at its beginning', async () => {
    const phone = await phones.openMiniApp({ installation, persona: 'player-2', startParam: 'z_nothing' })
    await screenTitle(phone.app, say('ru', 'campaigns.title')).waitFor()
  })
})
