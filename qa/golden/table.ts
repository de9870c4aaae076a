import type { Gateway, Person } from './gateway.ts'

/** The id that the examples give to one of their things. */
export const exampleId = (digits: string): string => `0193a4c0-0000-7000-8000-0000000000${digits}`

/** Names of the examples. */
export const exampleNames = {
  campaign: exampleId('01'),
  gameMaster: exampleId('02'),
  firstPlayer: exampleId('03'),
  secondPlayer: exampleId('04'),
  character: exampleId('05'),
  roll: exampleId('06'),
  invite: exampleId('07'),
  session: exampleId('08'),
  signIn: exampleId('09'),
  event: exampleId('6b'),
  inviteCode: 'i_Zm9nIG9uIHRoZSBjb2FzdA',
} as const

/** The table of the examples: a campaign, its game master and two players. */
export type Table = Awaited<ReturnType<typeof setTable>>

/** Sets the table by the operations that everybody uses. */
export async function setTable(gateway: Gateway) {
  const gm = await gateway.signIn({ firstName: 'Game master', username: 'lantern_keeper' })
  const first = await gateway.signIn({ firstName: 'Player 1' })
  const second = await gateway.signIn({ firstName: 'Player 2' })
  const created = await gm.call('createCampaign', {
    body: { name: 'Берег фонарей', summary: 'Маяки гаснут один за другим. 🕯️', systemId: 'minimal' },
  })
  const campaignId: string = created.body['id'] ?? ''
  const params = { campaignId }
  const names: Record<string, string> = {
    [exampleNames.campaign]: campaignId,
    [exampleNames.gameMaster]: gm.userId,
    [exampleNames.firstPlayer]: first.userId,
    [exampleNames.secondPlayer]: second.userId,
  }
  const make = async (name: string, answer: ReturnType<Person['call']>) => {
    const { body, etag } = await answer
    names[name] = body['id'] ?? ''
    return { body, etag }
  }
  const newInvite = () =>
    gm.call('createInvite', { params, body: { role: 'player', maxUses: 4, expiresInHours: 168 } })

  const table = {
    gateway,
    gm,
    first,
    second,
    campaignId,
    params,
    /** Grows with what is put on the table. */
    names,
    async seat(who: Person): Promise<void> {
      const { body } = await newInvite()
      await who.call('acceptInvite', { body: { code: body['code'] } })
    },
    etag: async () => (await gm.call('getCampaign', { params })).etag,
    memberEtag: async (userId: string) =>
      (await gm.call('getMember', { params: { ...params, userId } })).etag,
    character: (owner: Person = first) =>
      make(
        exampleNames.character,
        owner.call('createCharacter', { params, body: { name: 'Оля Смотрительница', sheet: exampleSheet } }),
      ),
    async roll() {
      const { body } = await table.character()
      return make(
        exampleNames.roll,
        first.call('createRoll', {
          params,
          body: { expression: '2d6+2', label: 'Смекалка', visibility: 'public', characterId: body['id'] },
        }),
      )
    },
    async invite() {
      const made = await make(exampleNames.invite, newInvite())
      names[exampleNames.inviteCode] = made.body['code'] ?? ''
      return made
    },
    /** The third evening, after two that are over. */
    async session() {
      for (const title of ['Первый маяк', 'Второй маяк']) {
        const { body } = await gm.call('openSession', { params, body: { title } })
        await gm.call('closeSession', { params: { ...params, sessionId: body['id'] ?? '' } })
      }
      return make(exampleNames.session, gm.call('openSession', { params, body: { title: 'Третий маяк' } }))
    },
  }
  await table.seat(first)
  await table.seat(second)
  return table
}

/** A sheet of the system `minimal`. */
export const exampleSheet = {
  concept: 'Смотрительница маяка',
  look: 'Жёлтый дождевик, фонарь на поясе.',
  traits: { might: 0, grace: 1, wits: 2, heart: 1 },
  harm: { current: 0, maximum: 6 },
  luck: { current: 3, maximum: 3 },
  conditions: { tired: false, shaken: false },
  bond: 'Обещала брату не гасить свет.',
  gear: 'Спички, багор, термос.',
  notes: 'Говорит с чайками. 🌊',
}
