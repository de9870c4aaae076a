/** What tests take from the environment. */
export type TestingConfig = { serverUrl: string | null }

/** @throws Error when `RPG_TEST_DATABASE_URL` is set and is no PostgreSQL URL. */
export function readTestingConfig(environment: NodeJS.ProcessEnv = process.env): TestingConfig {
  const value = environment.RPG_TEST_DATABASE_URL
  if (value === undefined || value === '') return { serverUrl: null }
  if (!/^postgres(ql)?:\/\//.test(value)) {
    throw new Error('RPG_TEST_DATABASE_URL must be a URL that begins with postgres:// or postgresql://')
  }
  return { serverUrl: value }
}
