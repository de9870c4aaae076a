import path from 'node:path'
import { runApplication } from './application.mjs'
import { withBootstrapLock } from './bootstrap-lock.mjs'
import { checkDataFolder } from './data-lock.mjs'
import { dependenciesReady, ensureDependencies } from './dependencies.mjs'
import { dataFolder, ROOT, TOOLCHAIN } from './paths.mjs'
import { checkPort, readPort } from './port.mjs'
import { say } from './say.mjs'
import { ensureToolchain, presentNode } from './toolchain.mjs'
import { ensureWebapp, webappReady } from './webapp.mjs'

/** Prepares what is not ready and runs the application. Returns its exit code. */
export async function start() {
  const began = Date.now()
  const data = dataFolder(process.env)
  checkDataFolder(data)
  await checkPort(readPort(process.env))
  let node = presentNode()
  if (node === undefined || !dependenciesReady('app') || !webappReady()) {
    node = await withBootstrapLock(TOOLCHAIN, prepare)
    say(`ready to start after ${((Date.now() - began) / 1000).toFixed(1)} s of preparation.`)
  }
  return runApplication({
    node,
    main: path.join(ROOT, 'apps/standalone/src/main.ts'),
    // The simulator and its sample world exist only under this flag; anything else counts as production.
    env: { RPG_BOT_DEVELOPMENT: '1', RPG_BOT_DATA: data },
  })
}

async function prepare() {
  const tools = await ensureToolchain()
  await ensureDependencies({ scope: 'app', ...tools })
  await ensureWebapp(tools)
  return tools.node
}
