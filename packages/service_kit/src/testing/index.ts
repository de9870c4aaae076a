export { createTestTokenIssuer, type TestClaims, type TestTokenIssuer } from './token-issuer.ts'
