import { setTimeout as sleep } from 'node:timers/promises'
import { createLogger, createService, runService } from '../src/index.ts'

// A process for shutdown.test.ts: prints what happens as JSON lines.
const logger = createLogger({ service: 'test', buffered: true })
const note = (step: string) => void process.stdout.write(`${JSON.stringify({ step })}\n`)
const app = createService({ name: 'test', logger })
app.get('/slow', async () => sleep(400, { ok: true }))
app.get('/never', async () => sleep(60_000))
app.addHook('onClose', async () => note('service closed'))
const hangs = process.argv.includes('--hang')
const run = (step: string) => async () => note(step)
runService({
  services: [app],
  logger,
  drainDelayMs: 200,
  graceMs: 700,
  stopWork: [{ name: 'workers', run: run('work stopped') }],
  closeResources: [
    { name: 'broken', run: () => Promise.reject(new Error('cannot close')) },
    { name: 'metrics', run: run('metrics closed') },
    { name: 'database', run: hangs ? () => sleep(60_000) : run('database closed') },
  ],
})
await app.listen({ port: 0, host: '127.0.0.1' })
const address = app.server.address()
process.stdout.write(
  `${JSON.stringify({ step: 'listening', port: typeof address === 'object' ? address?.port : undefined })}\n`,
)
if (process.argv.includes('--crash')) setTimeout(() => Promise.reject(new Error('unexpected')), 100)
