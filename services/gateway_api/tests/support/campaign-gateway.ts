import { sql } from 'kysely'
import { createTestGateway, type TestGateway } from './create-test-gateway.ts'
import { createPerson, type Person } from './seats.ts'

/** A gateway for tests about campaigns. */
export type CampaignGateway = Pick<TestGateway, 'app' | 'database' | 'close'> & {
  /** Signs somebody new in, with this name. */
  signIn(displayName: string): Promise<Person>
  /** Makes an invite expire now. */
  expireInvite(code: string): Promise<void>
}

/** The gateway of `createTestGateway`, with a clock that ticks: whatever happens later has a later time. */
export async function createCampaignGateway(): Promise<CampaignGateway> {
  let now = Date.now()
  const tick = () => {
    now += 1
    return now
  }
  const gateway = await createTestGateway({ clock: { now: tick, advance: () => undefined } })
  const { app, database, close } = gateway
  return {
    app,
    database,
    close,
    async signIn(displayName) {
      return createPerson(app, await gateway.signIn({ firstName: displayName }))
    },
    async expireInvite(code) {
      await sql`
        update gateway_api.invites set expires_at = ${new Date(tick())} where code = ${code}
      `.execute(database.kysely)
    },
  }
}
