import { rotateSigningKeyFile } from './auth/signing-key-file.ts'

// node services/gateway_api/src/rotate-signing-keys.ts FILE
const [path] = process.argv.slice(2)
if (path === undefined) {
  process.stderr.write('Name the signing key file.\n')
  process.exitCode = 2
} else {
  const kids = await rotateSigningKeyFile(path, Date.now())
  process.stdout.write(`Published keys, the next one last: ${kids.join(', ')}\n`)
}
