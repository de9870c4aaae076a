export type {
  AtomNode,
  BinaryNode,
  DiceNode,
  Expression,
  IntegerNode,
  NegateNode,
  Operation,
  OperationName,
  ReferenceNode,
  Selector,
  SetNode,
  Sides,
} from './ast.ts'
export type { Die, DieMark } from './die.ts'
export { type DiceError, type DiceErrorCode, diceErrorCodes } from './error.ts'
export type { ResolvedReference, ResolveName } from './evaluate.ts'
export type { ByteSource } from './faces.ts'
export { type DiceLimits, defaultLimits } from './limits.ts'
export { type ParseResult, parse } from './parse.ts'
export { print } from './print.ts'
export { type Roll, type RollOptions, type RollResult, type RollTerm, roll } from './roll.ts'
