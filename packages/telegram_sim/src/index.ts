export type {
  ClientAnswers,
  ClientButton,
  ClientCall,
  ClientOptions,
  ClientState,
  Insets,
} from './client/client-types.ts'
export {
  type FakeTelegramClient,
  fakeClientGlobal,
  fakeTelegramClient,
} from './client/fake-telegram-client.ts'
export { type ColorScheme, clientVersions, type Platform, platforms } from './client/platform.ts'
export { type ThemeParams, themeParams } from './client/theme.ts'
export {
  createLaunchSigner,
  type LaunchData,
  type LaunchSigner,
  type LaunchUser,
} from './launch/launch-signer.ts'
export { buildLaunchUrl, type LaunchParameters } from './launch/launch-url.ts'
export { findPersona, type Persona, personas } from './launch/persona.ts'
export {
  createSimulatorHandlers,
  type SimulatorHandlers,
  type SimulatorOptions,
} from './simulator/create-simulator-handlers.ts'
