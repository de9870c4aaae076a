/**
 * WebSocket close codes of the sync protocol. The range is the client's policy:
 * 4000-4099 resume at once, 4100-4199 resume with backoff, 4200-4299 get a new credential and resume,
 * 4400-4499 do not come back.
 */
export const closeCodes = {
  normal: 1000,
  restart: 1012,
  tryLater: 1013,
  heartbeatTimeout: 4001,
  slowConsumer: 4100,
  serverError: 4101,
  rateLimited: 4102,
  credentialExpired: 4200,
  badFrame: 4400,
  unauthenticated: 4401,
  revoked: 4403,
  subprotocolMissing: 4406,
  authTimeout: 4408,
  quota: 4429,
} as const

/** One of {@link closeCodes}. */
export type CloseCode = (typeof closeCodes)[keyof typeof closeCodes]
