export {
  type ConsumerRecord,
  consumerFileOf,
  consumerRecordOf,
  mergeConsumerRecords,
} from './consumer-record.ts'
export {
  type ContractExample,
  type ContractExamples,
  type ContractMock,
  createContractMock,
  type ExampleRequest,
  type Exchange,
} from './contract-mock.ts'
export { kindOf, type Reads, type ValueKind, watchReads } from './read-recorder.ts'
