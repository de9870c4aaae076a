export { type Executor, findMembership, type Membership, type Role } from './membership.ts'
export { gameMasterEvents, publishRefusal } from './publish-refusal.ts'
export { voiceRefusal } from './voice-refusal.ts'
