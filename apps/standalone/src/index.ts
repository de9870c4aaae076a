export { type Config, configDefinition, readStandaloneConfig } from './config.ts'
export { type Installation, startInstallation } from './installation.ts'
export { seedWorld } from './seed.ts'
export { createSimulatorSigner, SimulatorRefusedError, simulatorBotId } from './simulator.ts'
