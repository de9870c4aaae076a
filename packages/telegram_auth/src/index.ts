export { maximumInitDataBytes } from './fields.ts'
export { deriveHmacKey, importHmacKey, importPublicKey, telegramPublicKeys } from './keys.ts'
export type { InitDataKeys, InitDataProof } from './proof.ts'
export type { InitDataCheck, InitDataErrorCode, InitDataRefusal } from './result.ts'
export type { TelegramUser } from './user.ts'
export {
  type InitData,
  type VerifyInitDataOptions,
  type VerifyInitDataResult,
  verifyInitData,
} from './verify-init-data.ts'
