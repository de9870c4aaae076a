import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      '{packages,services,tools}/*/src/**/*.test.ts',
      '{packages,services,tools}/*/tests/**/*.test.ts',
      'apps/standalone/{src,tests}/**/*.test.ts',
      'contracts/**/*.test.ts',
      'qa/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', 'qa/tests/**', 'apps/webapp/**'],
    pool: 'forks',
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
