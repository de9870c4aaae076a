import path from 'node:path'
import { runApplication } from './application.mjs'
import { withBootstrapLock } from './bootstrap-lock.mjs'
import { ensureDependencies, pnpmEnvironment } from './dependencies.mjs'
import { ROOT, TOOLCHAIN } from './paths.mjs'
import { ensureToolchain } from './toolchain.mjs'

/**
 * Prepares everything and hands over to the test runner. Returns its exit code.
 * @param {string[]} args
 */
export async function test(args) {
  const tools = await withBootstrapLock(TOOLCHAIN, async () => {
    const found = await ensureToolchain()
    await ensureDependencies({ scope: 'all', ...found })
    return found
  })
  return runApplication({
    node: tools.node,
    main: path.join(ROOT, 'tools/test_runner/src/main.ts'),
    args,
    env: { ...pnpmEnvironment(tools.node), RPG_PNPM: tools.pnpm },
  })
}
