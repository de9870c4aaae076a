import { useEffect, useState } from 'react'
import { type DiceReader, type Reading, readExpression } from './read-expression.ts'

/** How an expression will be understood; null while it is empty or the reader is on its way. */
export function useReading(expression: string, active: boolean): Reading | null {
  const [reader, setReader] = useState<DiceReader | null>(null)
  useEffect(() => {
    if (!active || reader !== null) return
    let current = true
    import('@rpg-bot/dice').then(
      ({ parse, print }) => {
        if (current) setReader({ parse, print })
      },
      // Without a preview the server still says what is wrong.
      () => undefined,
    )
    return () => {
      current = false
    }
  }, [active, reader])
  if (reader === null || expression.trim() === '') return null
  return readExpression(reader, expression)
}
