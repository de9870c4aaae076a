import { lintBundle } from '../lint/spectral.ts'
import type { Gate } from './gate.ts'

/** House rules and the OWASP set over both bundles. */
export const lintGate: Gate = {
  name: 'lint',
  async run({ model }) {
    const rest = await lintBundle(model.openapi, 'rest')
    const events = await lintBundle(model.eventsBundle, 'events')
    return [...rest, ...events]
  },
}
