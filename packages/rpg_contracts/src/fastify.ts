export {
  type BindOptions,
  bindOperations,
  IncompleteBindingError,
  operationsOf,
} from './bind-operations.ts'
export type { ResponseChecks, ViolationListener } from './response-checks.ts'
