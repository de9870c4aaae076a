import { parseArgs } from 'node:util'
import { fakeTelegramClient, themeParams } from '@rpg-bot/telegram_sim'
import { startInstallation } from '../../tests/support/installation.ts'
import { launchBrowser } from '../../tests/support/launch-browser.ts'
import { publishReport } from '../report.ts'
import { buildPages } from './build-pages.ts'
import { type Round, rowsOf } from './rows.ts'
import { type Conditions, measureVisit } from './visit.ts'

const { values: flags } = parseArgs({
  options: { json: { type: 'string' }, rounds: { type: 'string', default: '5' } },
})
/** Slow 4G and a phone four times slower than this machine. */
const conditions: Conditions = { cpuSlowdown: 4, bitsPerSecond: 1_600_000, roundTripMs: 150 }
const client = { platform: 'android', version: '9.6' } as const
const theme = themeParams({ ...client, scheme: 'light' })

const rounds = await measureAll()
process.exitCode = (await publishReport({ name: 'load:webapp', rows: rowsOf(rounds) }, flags.json)) ? 0 : 1

/** Builds, starts and measures, round by round, and stops everything whatever happens. */
async function measureAll(): Promise<Round[]> {
  const pages = await buildPages()
  const installation = await startInstallation({ environment: { STANDALONE_WEBAPP_FOLDER: pages.folder } })
  const browser = await launchBrowser()
  const measured: Round[] = []
  try {
    const visitApp = async () => {
      const query = new URLSearchParams({ persona: 'player-1', language: 'ru', ...client })
      const launch = (await (await fetch(`${installation.url}/simulator/launch?${query}`)).json()) as {
        url: string
      }
      const target = {
        url: installation.url + launch.url,
        // The tab bar and the title of the first page: both stand behind the sign-in.
        selector: 'nav a[aria-current=page]',
        script: fakeTelegramClient({ ...client, theme }),
      }
      return measureVisit(browser, target, conditions)
    }
    const visitControl = () =>
      measureVisit(
        browser,
        { url: `${installation.url}/control/index.html`, selector: 'main h1' },
        conditions,
      )
    // One visit of each warms the server and the disk.
    await visitApp()
    await visitControl()
    for (let number = 1; number <= Number(flags.rounds); number += 1) {
      const round = { control: await visitControl(), app: await visitApp() }
      measured.push(round)
      const [app, control] = [round.app.shown / 1000, round.control.shown / 1000]
      console.log(`round ${number}: ${app.toFixed(2)} s, bare React page ${control.toFixed(2)} s`)
    }
  } finally {
    await browser.close()
    await installation.stop()
    await pages.remove()
  }
  return measured
}
