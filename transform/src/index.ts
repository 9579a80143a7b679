import { ThreadedContractTransform } from "./transform";

export { isThreadedContractError, ThreadedContractError } from "./errors";
export { allCodes, catalogue, isCode, type Code, type CodeArguments } from "./diagnostics/catalogue";
export type { CatalogueEntry } from "./diagnostics/catalogue/entry";
export { readOpnetAbi, type OpnetAbi, type OpnetInterface } from "./abi/opnet-abi";
export { buildCallGraph, callNodes, type CallGraph, type CallNodes } from "./verify/call-graph";
export { findHostImport, hostImports, type Capability, type Dialect, type HostImport } from "./verify/host-imports";
export {
  MANIFEST_BYTES_MAXIMUM,
  MANIFEST_SECTION,
  parseManifest,
  readManifest,
  type Manifest,
  type ManifestFunction,
  type ManifestParameter,
  type ManifestThread,
  type ManifestType,
  type ThreadKind,
} from "./verify/manifest";
export { findLies, THREAD_ENTRY_TYPE } from "./verify/manifest-truth";
export { isLockName } from "./verify/lock-names";
export { stronglyConnected } from "./verify/strongly-connected";
export { formatVerification } from "./verify/format-report";
export {
  verifyDecodedModule,
  verifyModule,
  type ReachedImport,
  type VerificationFinding,
  type VerificationReport,
  type VerifiedThread,
} from "./verify/verify-module";
export { ByteReader } from "./wasm/byte-reader";
export { ByteWriter } from "./wasm/byte-writer";
export { decodeModule, Section } from "./wasm/decoder";
export { functionNames } from "./wasm/names";
export { BULK_PREFIX, Immediate, opcodeOf, opcodes, type OpcodeInfo, type TrapKind } from "./wasm/opcodes";
export { OperatorReader } from "./wasm/operator-reader";
export {
  formatFunctionType,
  valueTypeName,
  ValueType,
  type FunctionBody,
  type FunctionType,
  type WasmModule,
} from "./wasm/types";

// asc takes `default` of what it imports, which for CommonJS is `module.exports`, and needs a class. The class is not exported by name:
// its types are the compiler's, whose declarations redeclare `console` for everyone who reads them.
module.exports = Object.assign(ThreadedContractTransform, module.exports);
