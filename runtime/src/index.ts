export {
  Chain,
  createChain,
  type DeployOptions,
  type ExportOptions,
  type ImportOptions,
  type UpdateOptions,
} from "./chain";
export { account, type Address, type AddressLike } from "./chain/address";
export type { BlockState } from "./chain/block";
export { Receipt } from "./chain/call-receipt";
export type { ConflictEntry } from "./chain/conflict-entries";
export type { ContractSource } from "./chain/contract-file";
export {
  replay,
  type ReplayedTransaction,
  type ReplayModules,
  type ReplayOptions,
  type ReplayResult,
} from "./chain/replay";
export { DEFAULT_GAS_LIMIT, type BlockOptions, type CallOptions, type ChainOptions } from "./chain/options";
export type { EventEntry, Hexadecimal, ReceiptStatus, SlotEntry, SlotPlace, ThreadEntry } from "./chain/receipt-parts";
export type { AnyFunctions, Contract, ContractHandle } from "./client/contract";
export type { DeployArguments } from "./client/deployment";
export type { AbiSource } from "./opnet/abi/describe-contract";
export { opnetCalldata } from "./opnet/abi/calldata";
export type { NetworkName } from "./opnet/networks";
export { findSchedule, gasSchedules } from "./gas/find-schedule";
export { withDynamicDiscount } from "./gas/with-dynamic-discount";
export type { DynamicDiscountRule, GasSchedule } from "./gas/schedule";
export { readJournal } from "./journal/read-journal";
export type { JournalBodies, JournalKind, JournalRecord } from "./journal/records";
export { compareGas, type GasComparison } from "./report/receipt-report";
export type { FailureTrace, TraceEntry } from "./trace/trace-entry";
export { isThreadedContractError, ThreadedContractError } from "@threaded-contract/transform";
