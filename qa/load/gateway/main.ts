import { isDeepStrictEqual, parseArgs } from 'node:util'
import { publishReport } from '../report.ts'
import { openLoadDatabase } from './database-for-load.ts'
import { startGenerator } from './generator-process.ts'
import { perRequest, type Round, rowsOf, type Sample, sumOf } from './rounds.ts'
import { type ServerProcess, startServer } from './server-process.ts'

const { values: flags } = parseArgs({
  options: {
    json: { type: 'string' },
    /** Seconds of load for each server in a round. */
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '7' },
    connections: { type: 'string', default: '20' },
    people: { type: 'string', default: '2000' },
    /** The embedded engine, whatever else is there. */
    embedded: { type: 'boolean', default: false },
    /** Writes CPU profiles of both servers into this folder. */
    profile: { type: 'string' },
  },
})
const load = { seconds: Number(flags.seconds), connections: Number(flags.connections) }
const people = Number(flags.people)
const roundCount = Number(flags.rounds)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))

const database = await openLoadDatabase(people, { embedded: flags.embedded })
const rounds = await measureAll().finally(() => database.close())
const rows = rowsOf(rounds, { tokens: people, engine: database.engine })
process.exitCode = (await publishReport({ name: 'load:gateway', rows }, flags.json)) ? 0 : 1

/** Starts the processes, measures round by round, and stops them whatever happens. */
async function measureAll(): Promise<Round[]> {
  const options = { people, databaseUrl: database.url }
  const profiled = (kind: string) =>
    flags.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${flags.profile}/${kind}`]
  const contract = await startServer('contract', { ...options, nodeFlags: profiled('bound') })
  const bare = await startServer('bare', { ...options, nodeFlags: profiled('bare') })
  const generator = startGenerator()
  const measured: Round[] = []
  try {
    await requireSameBody(contract, bare)
    console.log(`getMe against a bare route on ${database.engine}, ${people} tokens`)
    for (const server of [contract, bare]) await generator.measure(server, { ...load, seconds: 5 })
    for (let number = 1; number <= roundCount; number += 1) {
      const round = await measureRound((server, seconds) =>
        generator.measure(server === 'contract' ? contract : bare, { ...load, seconds }),
      )
      measured.push(round)
      const [own, control] = [perRequest(round.contract), perRequest(round.bare)]
      console.log(
        `round ${number}: ${own.toFixed(1)} µs, bare ${control.toFixed(1)} µs, ratio ${(own / control).toFixed(2)}`,
      )
    }
  } finally {
    generator.stop()
    await contract.stop()
    await bare.stop()
  }
  return measured
}

/**
 * Seconds in turn, each server first every other time: whatever else the machine does in the meantime meets
 * both alike.
 */
async function measureRound(
  measure: (server: 'contract' | 'bare', seconds: number) => Promise<Sample>,
): Promise<Round> {
  const samples = { contract: [] as Sample[], bare: [] as Sample[] }
  for (let number = 0; number < load.seconds; number += 1) {
    const order = number % 2 === 0 ? (['contract', 'bare'] as const) : (['bare', 'contract'] as const)
    for (const server of order) samples[server].push(await measure(server, 1))
  }
  return { contract: sumOf(samples.contract), bare: sumOf(samples.bare) }
}

/** Both routes do the same work only if they send the same. */
async function requireSameBody(...servers: ServerProcess[]): Promise<void> {
  const bodies = await Promise.all(
    servers.map(async ({ url, requests }) => {
      const [request] = requests
      const response = await fetch(`${url}${request?.path}`, { headers: { ...request?.headers } })
      return response.json()
    }),
  )
  if (!isDeepStrictEqual(bodies[0], bodies[1])) throw new Error(`Not the same: ${JSON.stringify(bodies)}`)
}
