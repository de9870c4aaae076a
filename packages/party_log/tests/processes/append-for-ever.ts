/** Opens the folder named in the first argument and appends to a few parties from many writers, printing acks. */
import { createTestDatabase } from '@rpg-bot/database/testing'
import { createEventLog } from '../../src/index.ts'
import { makeEvent } from '../make-events.ts'

const [folder = '', ...parties] = process.argv.slice(2)
const database = await createTestDatabase({ folder })
const log = createEventLog({ database })
process.stdout.write('ready\n')

async function write(partyId: string): Promise<never> {
  for (;;) {
    const [result] = await log.append(partyId, [makeEvent()])
    if (result?.status === 'stored') process.stdout.write(`${partyId} ${result.sequence} ${result.id}\n`)
  }
}

await Promise.all(parties.flatMap((partyId) => Array.from({ length: 8 }, () => write(partyId))))
