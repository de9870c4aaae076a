import path from 'node:path'
import { checks } from './checks.ts'
import { openRepository } from './repository.ts'

const repository = openRepository(path.resolve(import.meta.dirname, '../../..'))
let failed = 0
for (const check of checks) {
  const findings = await check.run(repository)
  const bad = findings.length > 0 && check.advice !== true
  if (bad) failed += 1
  console.log(
    `${bad ? 'FAIL' : 'ok  '} ${check.name}${findings.length > 0 ? ` (${findings.length}${bad ? '' : ', advice only'})` : ''}`,
  )
  for (const { file, message } of findings) console.log(`     ${file}: ${message}`)
}
console.log(`${checks.length - failed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
