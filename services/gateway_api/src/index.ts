export { buildApp, type Dependencies } from './app.ts'
export { TOKEN_ISSUER } from './auth/access-tokens.ts'
export { createKeyRing, type KeyRing } from './auth/key-ring.ts'
export { loadKeyRing } from './auth/load-key-ring.ts'
export { replaceSigningKeyFile, rotateSigningKeyFile, SigningKeyFileError } from './auth/signing-key-file.ts'
export { createSigningKey, type SigningKey } from './auth/signing-keys.ts'
export {
  type Config,
  configDefinition,
  type GatewayConfig,
  readGatewayConfig,
  type Secrets,
} from './config.ts'
export { gatewayMetrics } from './events.ts'
