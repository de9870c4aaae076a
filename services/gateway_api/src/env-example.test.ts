import { readFile } from 'node:fs/promises'
import { envExample } from '@rpg-bot/service_kit'
import { expect, test } from 'vitest'
import { configDefinition } from './config.ts'

test('.env.example names every variable as the schema has it', async () => {
  const text = await readFile(new URL('../.env.example', import.meta.url), 'utf8')
  expect(text).toBe(envExample(configDefinition))
})
