/** Runs the programs of a batch on the runtime: on its core in this process, or on an engine's workers. */
import { createHash } from "node:crypto";
import type { EngineOptions } from "../../runtime/src/engine/engine";
import type { TransactionRequest, TransactionResult } from "../../runtime/src/frame/transaction";
import type { WireResult } from "../../runtime/src/protocol";
import type { ThreadBackend } from "../../runtime/src/threads/backend";
import type { ContractRecord, World } from "../../runtime/src/world";
import { compileBatch, type CompiledBatch } from "./compile";
import { CALLDATA_BYTES, CONTRACTS_MAXIMUM, type Program } from "./program";
import {
  admit,
  Canceller,
  ChainState,
  exactModule,
  executeOnEngine,
  executeTransaction,
  MemoryPool,
  oip0002,
  SlotTable,
  toWireResult,
} from "./runtime";

export type Chain = InstanceType<typeof ChainState>;
export type MakeBackend = (world: World) => ThreadBackend;

/** A transaction of a random program takes milliseconds; one that takes this long hangs. */
const HANG_MILLISECONDS = 20_000;

const zero = new Uint8Array(32);
const memories = new MemoryPool();
const address = (index: number): Buffer => createHash("sha256").update(`contract ${index}`).digest();

/** The contracts of a batch on a chain of their own; those of a program have numbers of their own, so it has its own state. */
export class Deployment {
  readonly compiled: CompiledBatch;
  /** Its contracts, and the same with the unmerged meter. */
  private readonly contracts: readonly ContractRecord[];
  private readonly exact: readonly ContractRecord[];
  private readonly indices = new Map<string, number>();

  constructor(
    readonly programs: readonly Program[],
    readonly pages: number,
    readonly schedule = oip0002,
  ) {
    this.compiled = compileBatch(programs, pages);
    const module = admit(this.compiled.wasm, schedule, { verify: false });
    this.contracts = Array.from({ length: programs.length * CONTRACTS_MAXIMUM }, (_, index) => {
      this.indices.set(address(index).toString("hex"), index);
      return { index, address: address(index), deployer: zero, module };
    });
    const unmerged = exactModule(module, schedule);
    this.exact = this.contracts.map((record) => ({ ...record, module: unmerged }));
  }

  /** A chain with the contracts and nothing else. */
  newChain(): Chain {
    const chain = new ChainState(this.schedule, { number: 1n, medianTime: 1n });
    for (const record of this.contracts) chain.addContract(record);
    return chain;
  }

  /** Number in its program of the contract with an address. */
  contractOf(contract: Uint8Array): number {
    return (this.indices.get(Buffer.from(contract).toString("hex")) ?? NaN) % CONTRACTS_MAXIMUM;
  }

  /** The transaction of a program. @param position of the program in the batch */
  request(position: number, number: number): TransactionRequest {
    const { gasLimit, readOnly } = this.programs[position]!.transactions[number]!;
    const calldata = Buffer.alloc(CALLDATA_BYTES);
    calldata.writeUInt16LE(this.compiled.programs[position]!.selector);
    const contract = position * CONTRACTS_MAXIMUM;
    for (let index = 0; index < CONTRACTS_MAXIMUM; index++) address(contract + index).copy(calldata, 4 + 32 * index);
    const id = createHash("sha256").update(`transaction ${number}`).digest();
    const block = { hash: zero, number: 1n, medianTime: 1n, chainId: zero, protocolId: zero, consensusFlags: 0n };
    const context = { block, transactionId: id, transactionHash: id, origin: zero, originTweakedKey: zero };
    return { kind: "call", contract, context, sender: zero, calldata, gasLimit, readOnly };
  }

  /**
   * Executes a transaction in this process; nothing is committed.
   *
   * @param exact whether the unmerged meter is used from the start
   */
  run(chain: Chain, request: TransactionRequest, make: MakeBackend, exact = false): TransactionResult {
    const contracts = exact ? this.exact : this.contracts;
    const world: World = {
      schedule: this.schedule,
      state: SlotTable.attach(chain.picture().state),
      extensions: [],
      memories,
      contractAt: (index) => contracts[index],
      findContract: (wanted) => contracts[this.indices.get(Buffer.from(wanted).toString("hex")) ?? -1],
    };
    return executeTransaction(request, world, make(world));
  }
}

/** Executes a transaction on an engine; nothing is committed. @throws TC6016 when it hangs */
export function runOnEngine(chain: Chain, request: TransactionRequest, engine: EngineOptions): Promise<WireResult> {
  const cancellation = { canceller: new Canceller(), watchdogMilliseconds: HANG_MILLISECONDS };
  const execute = { replay: false, journal: false, trace: false };
  return executeOnEngine(engine, chain.picture(), request, execute, cancellation);
}

/** Commits what a transaction did. */
export function commit(chain: Chain, request: TransactionRequest, result: TransactionResult): void {
  chain.commit(request, result.receipt, toWireResult(result, []).changes);
}
