import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { poCatalogs } from './build/po-plugin.ts'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [poCatalogs()],
  oxc: { jsx: { runtime: 'automatic' } },
  test: {
    name: 'webapp',
    include: ['{src,build,scripts,tests}/**/*.test.{ts,tsx}'],
    environment: 'happy-dom',
    pool: 'forks',
    testTimeout: 20_000,
    css: { modules: { classNameStrategy: 'non-scoped' } },
  },
})
