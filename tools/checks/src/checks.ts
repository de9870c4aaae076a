import { changesetsCheck } from './changesets.ts'
import { documentsCheck } from './documents.ts'
import { fileLengthCheck } from './file-length.ts'
import { forbiddenFilesCheck } from './forbidden-files.ts'
import { importsCheck } from './imports.ts'
import { lockfileCheck } from './lockfile.ts'
import type { Check } from './repository.ts'
import { unitsCheck } from './units.ts'
import { workflowsCheck } from './workflows.ts'

/** All rules, in the order they are reported. */
export const checks: readonly Check[] = [
  unitsCheck,
  importsCheck,
  forbiddenFilesCheck,
  documentsCheck,
  lockfileCheck,
  changesetsCheck,
  workflowsCheck,
  fileLengthCheck,
]
