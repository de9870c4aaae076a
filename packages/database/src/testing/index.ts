export { readTestingConfig, type TestingConfig } from './config.ts'
export {
  createEmptyTestDatabase,
  createTestDatabase,
  type TestDatabaseOptions,
} from './create-test-database.ts'
