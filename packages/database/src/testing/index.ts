export {
  createEmptyTestDatabase,
  createTestDatabase,
  type TestDatabaseOptions,
} from './create-test-database.ts'
