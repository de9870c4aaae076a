// The oldest Node that can read the rest is checked before any of it is loaded.
const major = Number(process.versions.node.split('.')[0])
if (major < 20) {
  console.error(
    'RPG-Bot: this machine runs Node ' +
      process.versions.node +
      '; any Node from 20 on will do. [node_too_old]',
  )
  process.exit(1)
}
import('./src/run-main.mjs').then(({ runMain }) => runMain('test'))
