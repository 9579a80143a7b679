/** Runs fuzzed programs on the runtime's single-process core and says what happened in the model's words. */
import { createHash } from "node:crypto";
import type { TransactionRequest } from "../../runtime/src/frame/transaction";
import type { Receipt } from "../../runtime/src/receipt";
import type { ThreadBackend } from "../../runtime/src/threads/backend";
import type { ContractRecord, World } from "../../runtime/src/world";
import type { ModelReceipt } from "../reference-model/receipt";
import { SLOT_COUNT } from "../reference-model/program";
import type { Program } from "../reference-model/program";
import type { CompiledContract } from "./compile";
import { compileContract, slotKey } from "./compile";
import {
  admit,
  cellWords,
  exactModule,
  executeTransaction,
  MemoryPool,
  oip0002,
  slotKey as stateKey,
  SlotTable,
} from "./runtime";

/** The tag of a result type: the first four bytes of its name's SHA-256, little endian. */
export const tagOf = (type: string): number => createHash("sha256").update(type).digest().readUInt32LE();

const SELECTOR_BYTES = 4;

/** Bytes of calldata of every call of a program. */
export const calldataBytes = (program: Program): number => SELECTOR_BYTES + 32 * program.contracts.length;

const addressOf = (index: number): Buffer => createHash("sha256").update(`contract ${index}`).digest();

const slotNames = new Map(
  Array.from({ length: SLOT_COUNT }, (_, slot) => [Buffer.from(slotKey(slot)).toString("hex"), slot] as const),
);

export interface Deployment {
  readonly world: World;
  readonly state: ReturnType<typeof SlotTable.create>;
  readonly compiled: readonly CompiledContract[];
}

/** Deploys a program's contracts on a fresh world. @param exact whether they run with the unmerged meter alone */
export function deploy(program: Program, pages = 1, exact = false): Deployment {
  const compiled = program.contracts.map((contract) =>
    compileContract(contract, program.contracts.length, pages, tagOf),
  );
  const contracts = compiled.map(({ wasm }, index): ContractRecord => {
    const merged = admit(wasm, oip0002, { verify: false });
    const module = exact ? exactModule(merged, oip0002) : merged;
    return { index, address: addressOf(index), deployer: addressOf(99), module };
  });
  const state = SlotTable.create(0, [1, 2]);
  const world: World = {
    schedule: oip0002,
    state,
    extensions: [],
    memories: new MemoryPool(),
    contractAt: (index) => contracts[index],
    findContract: (address) => contracts.find((c) => Buffer.compare(c.address, address) === 0),
  };
  return { world, state, compiled };
}

const zero = new Uint8Array(32);

function transactionContext(number: number) {
  const transactionId = createHash("sha256").update(`transaction ${number}`).digest();
  const block = { hash: zero, number: 1n, medianTime: 1n, chainId: zero, protocolId: zero, consensusFlags: 0n };
  return { block, transactionId, transactionHash: transactionId, origin: zero, originTweakedKey: zero };
}

/** The request of a program's transaction. */
export function requestOf({ compiled }: Deployment, number: number, gasLimit: bigint): TransactionRequest {
  const calldata = Buffer.concat([Buffer.alloc(SELECTOR_BYTES), ...compiled.map((_, index) => addressOf(index))]);
  const context = transactionContext(number);
  return { kind: "call", contract: 0, context, sender: zero, calldata, gasLimit, readOnly: false };
}

/** Runs the next transaction; its changes are committed to the deployment's state. */
export function runTransaction(
  deployment: Deployment,
  number: number,
  gasLimit: bigint,
  makeBackend: (world: World) => ThreadBackend,
): Receipt {
  const { world, state } = deployment;
  const result = executeTransaction(requestOf(deployment, number, gasLimit), world, makeBackend(world));
  for (const change of result.changes) state.write(stateKey(change.contract, change.key), cellWords(change.value));
  return result.receipt;
}

const codeName = (code: number): string => (code === 0 ? "" : `TC${code}`);
const low64 = (bytes: Uint8Array): bigint => Buffer.from(bytes).readBigUInt64LE();

/** A receipt in the model's words. */
export function describeReceipt(receipt: Receipt, contractCount: number): ModelReceipt {
  const indexOf = (address: Uint8Array): number =>
    Array.from({ length: contractCount }, (_, i) => i).findIndex((i) => Buffer.compare(addressOf(i), address) === 0);
  const slotOf = (key: Uint8Array): number => slotNames.get(Buffer.from(key).toString("hex")) ?? -1;
  return {
    code: codeName(receipt.code),
    value: receipt.code === 0 ? low64(receipt.data) : 0n,
    gasUsed: receipt.gasUsed,
    discount: receipt.discount,
    events: receipt.events.map((event) => `${indexOf(event.contract)}:${low64(event.data)}`),
    changes: receipt.changes
      .map((change) => `${indexOf(change.contract)}:${slotOf(change.key)}=${low64(change.after)}`)
      .sort(),
    threads: receipt.threads.map((thread) => ({
      ticket: thread.ticket,
      budget: thread.budget,
      generation: thread.generation,
      end: thread.end,
      code: codeName(thread.code),
      used: thread.used,
      refund: thread.refund,
      discount: thread.discount,
    })),
  };
}
