/** Opens the folder named in the first argument and commits one row after another, printing each committed id. */
import { migrateToLatest, openDatabase } from '../../src/index.ts'

const database = await openDatabase({ folder: process.argv[2] ?? '' })
await migrateToLatest(database)
process.stdout.write('ready\n')
for (;;) {
  const partyId = crypto.randomUUID()
  await database.kysely
    .insertInto('party_log.stream')
    .values({ party_id: partyId, epoch: 'x'.repeat(200) })
    .execute()
  process.stdout.write(`${partyId}\n`)
}
