import { createTestDatabase } from '@rpg-bot/database/testing'
import { createDatabaseStore } from '../src/store/database-store.ts'
import { describeEventLog } from './conformance.ts'
import { describeInterleavings } from './interleavings.ts'

// The embedded engine, or PostgreSQL when RPG_TEST_DATABASE_URL is set.
const open = async () => {
  const database = await createTestDatabase()
  return { store: createDatabaseStore(database), close: () => database.close() }
}

describeEventLog('the database', open)
describeInterleavings('the database', open, { runs: 25 })
