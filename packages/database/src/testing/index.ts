export { createTestDatabase, type TestDatabaseOptions } from './create-test-database.ts'
