/** Opens the folder named in the first argument and appends to a few parties from many writers, printing acks. */
import { migrateToLatest, openDatabase } from '@rpg-bot/database'
import { createEventLog } from '../../src/index.ts'
import { makeEvent } from '../make-events.ts'

const [folder = '', ...parties] = process.argv.slice(2)
const database = await openDatabase({ folder })
await migrateToLatest(database)
const log = createEventLog({ database })
process.stdout.write('ready\n')

async function write(partyId: string): Promise<never> {
  for (;;) {
    const [result] = await log.append(partyId, [makeEvent()])
    if (result?.status === 'stored') process.stdout.write(`${partyId} ${result.sequence} ${result.id}\n`)
  }
}

await Promise.all(parties.flatMap((partyId) => Array.from({ length: 8 }, () => write(partyId))))
