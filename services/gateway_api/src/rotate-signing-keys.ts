import { ensureSigningKeys, replaceSigningKeyFile, rotateSigningKeyFile } from './auth/signing-key-file.ts'

// node services/gateway_api/src/rotate-signing-keys.ts FILE [--leaked | --new]
const [path, flag] = process.argv.slice(2)
if (path === undefined || (flag !== undefined && flag !== '--leaked' && flag !== '--new')) {
  process.stderr.write('Usage: rotate-signing-keys.ts FILE [--leaked | --new]\n')
  process.exitCode = 2
} else if (flag === '--new') {
  const keys = await ensureSigningKeys(path, Date.now())
  process.stdout.write(`Keys of the file, which was made if it was missing: ${keys.map((key) => key.kid)}\n`)
} else if (flag === '--leaked') {
  const kid = await replaceSigningKeyFile(path, Date.now())
  process.stdout.write(`The only key is now ${kid}. Access tokens signed by others end within a minute.\n`)
} else {
  const kids = await rotateSigningKeyFile(path, Date.now())
  process.stdout.write(`Published keys, the next one last: ${kids.join(', ')}\n`)
}
