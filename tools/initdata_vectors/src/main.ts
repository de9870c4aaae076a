import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Judgement, judge } from './judge.ts'
import { jsonReport, summaryLine } from './report.ts'
import { parseVectors, type Vector } from './vector.ts'

const usage = 'Usage: pnpm vectors:initdata FILE [--json FILE]'

function readCommandLine(): { file: string; json: string | undefined } | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { json: { type: 'string' } },
    })
    const [file, ...rest] = positionals.filter((argument) => argument !== '--')
    return file === undefined || rest.length > 0 ? null : { file, json: values.json }
  } catch {
    return null
  }
}

// pnpm runs scripts from the root of the workspace; names are meant from where the command was typed.
const from = process.env.INIT_CWD ?? process.cwd()

function readVectors(file: string): readonly Vector[] | null {
  try {
    return parseVectors(readFileSync(resolve(from, file), 'utf8'))
  } catch {
    return null
  }
}

function report(judgements: readonly Judgement[], json: string | undefined): void {
  for (const { id, explanation } of judgements.filter(({ passed }) => !passed))
    console.log(`FAILED ${id}: ${explanation}`)
  if (json !== undefined) writeFileSync(resolve(from, json), jsonReport(judgements))
  console.log(summaryLine(judgements))
  process.exitCode = judgements.every(({ passed }) => passed) ? 0 : 1
}

function main(): void {
  const commandLine = readCommandLine()
  const vectors = commandLine === null ? null : readVectors(commandLine.file)
  if (commandLine === null || vectors === null) {
    process.exitCode = 2
    console.error(commandLine === null ? usage : `${commandLine.file} cannot be read as a list of vectors.`)
    return
  }
  const clock = Date.now() / 1000
  const judgements = vectors.map((vector, index) => judge(vector, index, clock))
  report(judgements, commandLine.json)
}

main()
