import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useBrowser } from './support/browser.ts'
import { startInstallation, type TestInstallation } from './support/installation.ts'
import { type Line, layLine } from './support/line.ts'
import {
  aliveAt,
  feedOf,
  layTable,
  rollCard,
  sitDown,
  speak,
  throwDice,
  totalOf,
  wordsIn,
} from './support/table.ts'
import { until } from './support/until.ts'
import { say } from './support/words.ts'

let installation: TestInstallation
beforeAll(async () => {
  installation = await startInstallation()
})
afterAll(() => installation.stop())
const phones = useBrowser()

type Table = Awaited<ReturnType<typeof layTable>>

async function sit(table: Table, persona: string, more: { line?: Line } = {}) {
  const phone = await phones.openMiniApp({
    installation,
    persona,
    language: 'ru',
    startParam: table.startParam,
    ...more,
  })
  await sitDown(phone)
  return phone
}

const sayOverRest = (table: Table, text: string) =>
  table.master.party.publish({
    path: { partyId: table.id },
    body: { type: 'io.rpgbot.party.message-posted.v1', data: { text } },
  })

const rollOverRest = (table: Table, label: string, visibility: 'public' | 'gm' | 'self' = 'public') =>
  table.master.rolls.create({ path: table.path, body: { expression: '3d6', visibility, label } })

describe('two players in one party', () => {
  it('see each other’s rolls, and talk both ways', async () => {
    const table = await layTable(installation, { name: 'Двое у огня 🔥', players: 1 })
    const master = await sit(table, 'gm')
    const player = await sit(table, 'player-1')

    await throwDice(player.app, { expression: '4d6kh3', label: 'Сила 💪' })
    for (const { app } of [player, master]) await rollCard(app, 'Сила 💪').waitFor()
    const { items } = await table.master.rolls.list({ path: table.path })
    expect(await totalOf(player.app, 'Сила 💪')).toBe(items[0]?.total)
    expect(await totalOf(master.app, 'Сила 💪')).toBe(items[0]?.total)
    const dice = rollCard(master.app, 'Сила 💪').getByRole('list', { name: say('ru', 'ui.roll.dice') })
    expect(await dice.getByRole('listitem').count()).toBe(4)

    await speak(player.app, 'Рысь прислушивается. 🏹')
    await feedOf(master.app).getByText('Рысь прислушивается. 🏹').waitFor()
    await speak(master.app, 'Тишина отвечает: «ещё не время».')
    await feedOf(player.app).getByText('Тишина отвечает: «ещё не время».').waitFor()
    const order = ['Рысь прислушивается. 🏹', 'Тишина отвечает: «ещё не время».']
    for (const { app } of [player, master]) expect(await wordsIn(app)).toEqual(order)
  })

  it('are told what is wrong with dice before they are thrown', async () => {
    const table = await layTable(installation, { name: 'Счётный дом', players: 0 })
    const { app } = await sit(table, 'gm')
    await app.getByRole('button', { name: say('ru', 'party.compose.dice') }).click()
    const tray = app.getByRole('dialog', { name: say('ru', 'party.dice.title') })
    for (const expression of ['9999999d6', '2d6 +', '1d0']) {
      await tray.getByLabel(say('ru', 'party.dice.expression'), { exact: true }).fill(expression)
      await tray.getByRole('alert').waitFor()
      const button = tray.getByRole('button', { name: say('ru', 'party.dice.throw'), exact: true })
      expect(await button.isDisabled()).toBe(true)
    }
  })

  it('put dice together by tapping them', async () => {
    const table = await layTable(installation, { name: 'Россыпь', players: 0 })
    const { app } = await sit(table, 'gm')
    await app.getByRole('button', { name: say('ru', 'party.compose.dice') }).click()
    const tray = app.getByRole('dialog', { name: say('ru', 'party.dice.title') })
    const die = tray.getByRole('button', {
      name: say('ru', 'party.dice.add').replace('{sides}', '6'),
      exact: true,
    })
    await die.click()
    await die.click()
    await tray.getByRole('button', { name: say('ru', 'party.dice.modifier-more') }).click()
    await tray.getByRole('button', { name: say('ru', 'party.dice.throw'), exact: true }).click()
    await feedOf(app).getByText('2d6 + 1', { exact: true }).waitFor()
  })
})

describe('four phones', () => {
  it('show one and the same roll', async () => {
    const table = await layTable(installation, { name: 'Четверо', players: 3 })
    const all = []
    for (const persona of ['gm', 'player-1', 'player-2', 'player-3']) all.push(await sit(table, persona))
    await throwDice(all[2]?.app ?? expect.fail(), { expression: '2d20+7', label: 'Прыжок через пролив' })
    const totals = []
    for (const { app } of all) {
      await rollCard(app, 'Прыжок через пролив').waitFor()
      totals.push(await totalOf(app, 'Прыжок через пролив'))
      expect(await rollCard(app, 'Прыжок через пролив').count()).toBe(1)
    }
    expect(new Set(totals).size).toBe(1)
  })
})

describe('somebody who was away', () => {
  it.each(['falls silent', 'breaks'] as const)(
    'gets exactly what was missed when the line %s',
    async (way) => {
      const table = await layTable(installation, { name: 'Туман', players: 1 })
      const line = await layLine(installation.url)
      const player = await sit(table, 'player-1', { line })
      player.problems.expect(/ERR_|WebSocket/)
      await sayOverRest(table, 'до тумана')
      await feedOf(player.app).getByText('до тумана').waitFor()

      await player.context.setOffline(true)
      if (way === 'breaks') line.cut()
      await player.app.getByText(say('ru', 'app.offline')).waitFor()
      const missed = Array.from({ length: 12 }, (_, index) => `в тумане ${index + 1}`)
      for (const words of missed) await sayOverRest(table, words)
      await rollOverRest(table, 'бросок в тумане')
      await speak(player.app, 'я ещё здесь')
      expect(await wordsIn(player.app)).toEqual(['до тумана', 'я ещё здесь'])
      if (way === 'breaks') await player.app.getByText(say('ru', 'party.pending.waits')).waitFor()

      if (way === 'breaks') line.mend()
      await player.context.setOffline(false)
      await aliveAt(player.app)
      const sending = [say('ru', 'party.pending.waits'), say('ru', 'party.pending.sending')]
      await until(async () => (await wordsIn(player.app)).length >= 14)
      await until(async () => {
        const text = await feedOf(player.app).textContent()
        return !sending.some((words) => text?.includes(words))
      })
      expect(await wordsIn(player.app)).toEqual(['до тумана', ...missed, 'я ещё здесь'])
      expect(await rollCard(player.app, 'бросок в тумане').count()).toBe(1)
      await line.close()
    },
  )

  it('finds the evening as it was after a reload, and the half-written line', async () => {
    const table = await layTable(installation, { name: 'Пробуждение', players: 1 })
    const player = await sit(table, 'player-1')
    for (const words of ['раз', 'два', 'три']) await sayOverRest(table, words)
    await rollOverRest(table, 'перед сном')
    await rollCard(player.app, 'перед сном').waitFor()
    const draft = player.app.getByRole('textbox', { name: say('ru', 'party.compose.label') })
    await draft.fill('Я как раз хотел сказ')
    await player.client.setVisible(false)
    const before = await feedOf(player.app).textContent()

    await player.page.reload()
    await aliveAt(player.app)
    await rollCard(player.app, 'перед сном').waitFor()
    expect(await feedOf(player.app).textContent()).toBe(before)
    await until(async () => (await draft.inputValue()) === 'Я как раз хотел сказ')
    await sayOverRest(table, 'после сна')
    await until(async () => (await wordsIn(player.app)).length === 4)
    expect(await wordsIn(player.app)).toEqual(['раз', 'два', 'три', 'после сна'])
  })

  it('comes back after the process was killed', async () => {
    const table = await layTable(installation, { name: 'Удар', players: 1 })
    const player = await sit(table, 'player-1')
    player.problems.expect(/ERR_|WebSocket|status of 5\d\d/)
    await sayOverRest(table, 'до удара')
    await feedOf(player.app).getByText('до удара').waitFor()
    await installation.kill()
    await player.app.getByText(say('ru', 'app.reconnecting')).waitFor()
    await installation.start()
    const master = await installation.signIn('gm')
    await master.party.publish({
      path: { partyId: table.id },
      body: { type: 'io.rpgbot.party.message-posted.v1', data: { text: 'после удара' } },
    })
    await feedOf(player.app).getByText('после удара').waitFor({ timeout: 40_000 })
    expect(await wordsIn(player.app)).toEqual(['до удара', 'после удара'])
  })
})

describe('a hidden roll', () => {
  it('never reaches the phone of somebody who may not see it', async () => {
    const table = await layTable(installation, { name: 'За ширмой', players: 2 })
    const master = await sit(table, 'gm')
    const roller = await sit(table, 'player-1')
    const other = await phones.openMiniApp({
      installation,
      persona: 'player-2',
      language: 'ru',
      startParam: table.startParam,
    })
    const received: string[] = []
    other.page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => received.push(payload.toString())),
    )
    other.page.on('response', async (response) => received.push(await response.text().catch(() => '')))
    await sitDown(other)

    await throwDice(roller.app, { expression: '1d20', label: 'тайна игрока', visibility: 'gm' })
    await throwDice(master.app, { expression: '1d20', label: 'тайна мастера', visibility: 'self' })
    await throwDice(roller.app, { expression: '1d20', label: 'для всех', visibility: 'public' })
    await rollCard(other.app, 'для всех').waitFor()
    await rollCard(master.app, 'тайна игрока').waitFor()
    expect(await rollCard(master.app, 'тайна мастера').count()).toBe(1)
    expect(await rollCard(roller.app, 'тайна игрока').count()).toBe(1)
    expect(await rollCard(roller.app, 'тайна мастера').count()).toBe(0)
    expect(await other.page.content()).not.toMatch(/тайна/)

    await other.page.reload()
    await aliveAt(other.app)
    await rollCard(other.app, 'для всех').waitFor()
    expect(await other.page.content()).not.toMatch(/тайна/)
    expect(received.join('\n')).toContain('для всех')
    expect(received.join('\n')).not.toMatch(/тайна/)
  })
})

describe('somebody who has to leave', () => {
  it('is told so at once, and hears nothing more', async () => {
    const table = await layTable(installation, { name: 'Уход', players: 1 })
    const player = await sit(table, 'player-1')
    player.problems.expect(/status of 404/)
    await sayOverRest(table, 'пока все здесь')
    await feedOf(player.app).getByText('пока все здесь').waitFor()
    const me = await (table.players[0] ?? expect.fail()).users.getMe()
    await table.master.members.remove({ path: { ...table.path, userId: me.id } })
    await player.app.getByText(say('ru', 'party.status.removed'), { exact: true }).first().waitFor()
    await sayOverRest(table, 'без лишних ушей')
    await player.page.reload()
    await player.app.getByText(say('ru', 'party.removed.text')).first().waitFor()
    expect(await player.page.content()).not.toContain('без лишних ушей')
  })
})
