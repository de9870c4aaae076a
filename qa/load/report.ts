import { writeFile } from 'node:fs/promises'

/** One figure of a measuring command. A row without a target only informs. */
export type ReportRow = {
  readonly metric: string
  readonly value: number
  readonly unit: string
  readonly target: string | null
  readonly ok: boolean
}

/** What a measuring command writes with `--json FILE`. */
export type Report = { readonly name: string; readonly rows: readonly ReportRow[] }

/** The printed table of a report. */
export function tableOf({ name, rows }: Report): string {
  const cells = rows.map(({ metric, value, unit, target, ok }) => [
    target === null ? '' : ok ? 'ok' : 'FAILED',
    metric,
    `${value}`,
    unit,
    target === null ? '' : `target ${target}`,
  ])
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  const lines = cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return [name, ...lines].join('\n')
}

/** Prints a report, writes it where asked, and says whether every row is ok. */
export async function publishReport(report: Report, jsonFile: string | undefined): Promise<boolean> {
  console.log(tableOf(report))
  if (jsonFile !== undefined) await writeFile(jsonFile, `${JSON.stringify(report, null, 2)}\n`)
  return report.rows.every(({ ok }) => ok)
}
