/** Opens the folder named in the first argument and commits one row after another, printing each committed id. */
import { createTestDatabase } from '../../src/testing/index.ts'

const database = await createTestDatabase({ folder: process.argv[2] ?? '' })
process.stdout.write('ready\n')
for (;;) {
  const partyId = crypto.randomUUID()
  await database.kysely
    .insertInto('party_log.stream')
    .values({ party_id: partyId, epoch: 'x'.repeat(200) })
    .execute()
  process.stdout.write(`${partyId}\n`)
}
