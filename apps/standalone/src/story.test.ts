import { describe, expect, it } from 'vitest'
import { type Beat, eventOf, type ToldEvent, untold } from './story.ts'

const story: readonly Beat[] = [
  { by: 'gm', scene: { title: 'A pier', description: 'Nine lamps' } },
  { by: 'gm', say: 'Somebody lies.' },
  { by: 'player-1', roll: { expression: '2d6+1', label: 'Listen' } },
  { by: 'gm', note: 'A gull.' },
]
const told = (count: number): ToldEvent[] => story.slice(0, count).map(eventOf)
const chatter: ToldEvent = { type: 'io.rpgbot.party.message-posted.v1', data: { text: 'Hello?' } }

describe('the rest of a story', () => {
  it.each([0, 1, 2, 3, 4])('after %i beats is what was not told', (count) => {
    expect(untold(story, told(count))).toEqual(story.slice(count))
  })

  it('does not mind what others said, nor what dice add to a roll', () => {
    const rolled = {
      type: 'io.rpgbot.roll.roll-made.v1',
      data: { audience: null, roll: { expression: '2d6+1', label: 'Listen', total: 9 } },
    }
    expect(untold(story, [chatter, ...told(2), chatter, rolled])).toEqual(story.slice(3))
  })
})
