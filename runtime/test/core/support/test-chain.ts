import { createHash } from "node:crypto";
import type { TransactionContext } from "../../../src/frame/context";
import { extensionsNamed } from "../../../src/engine/extensions";
import { executeTransaction } from "../../../src/frame/execute";
import type { HostExtension } from "../../../src/frame/host";
import { MemoryPool } from "../../../src/frame/memory-pool";
import type { TransactionRequest, TransactionResult } from "../../../src/frame/transaction";
import { oip0002 } from "../../../src/gas/oip0002";
import type { GasSchedule } from "../../../src/gas/schedule";
import { admit } from "../../../src/meter/admit";
import { exactModule } from "../../../src/meter/exact-module";
import { firstDifference } from "../../../src/receipt-compare";
import { SlotTable } from "../../../src/storage/slot-table";
import { cellWords, compareBytes, slotKey } from "../../../src/storage/words";
import { EagerBackend } from "../../../src/threads/eager-backend";
import { LazyBackend } from "../../../src/threads/lazy-backend";
import type { ContractRecord, World } from "../../../src/world";

export const filled = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);

/** Key of a slot named by one string, as the SDK derives it. */
export function stringSlot(name: string): Uint8Array {
  const bytes = Buffer.from(name, "utf8");
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return new Uint8Array(createHash("sha256").update(length).update(bytes).digest());
}

/** A cell that holds a number in its last bytes, as the SDK writes one. */
export function numberCell(value: number | bigint): Uint8Array {
  const cell = Buffer.alloc(32);
  cell.writeBigUInt64BE(BigInt(value), 24);
  return new Uint8Array(cell);
}

/** Calldata of a plain contract's function; numbers are u32, bigints u64, byte arrays as they are. */
export function encodeCall(name: string, ...values: (number | bigint | Uint8Array)[]): Uint8Array {
  const parts: Uint8Array[] = [createHash("sha256").update(name).digest().subarray(0, 4)];
  for (const value of values) {
    if (typeof value === "object") parts.push(value);
    else {
      const bytes = Buffer.alloc(typeof value === "bigint" ? 8 : 4);
      if (typeof value === "bigint") bytes.writeBigUInt64BE(value);
      else bytes.writeUInt32BE(value >>> 0);
      parts.push(bytes);
    }
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** What a call may set. */
export interface TestCall {
  readonly gasLimit?: bigint;
  readonly readOnly?: boolean;
  readonly sender?: Uint8Array;
  readonly contract?: number;
}

/**
 * Contracts and state without an engine. Every call runs with threads at their spawn, again at their join, and again
 * with the unmerged meter alone; the receipts must be equal.
 */
export class TestChain implements World {
  readonly state = SlotTable.create();
  readonly memories = new MemoryPool();
  readonly extensions: readonly HostExtension[];
  readonly contracts: ContractRecord[] = [];
  /** What contracts read as consensus flags; 2 lets them replace their code. */
  consensusFlags = 0n;
  private transactions = 0;

  /** @param extensionNames host functions beyond the common ones, such as those of OP_NET */
  constructor(
    readonly schedule: GasSchedule = oip0002,
    readonly extensionNames: readonly string[] = [],
  ) {
    this.extensions = extensionsNamed(extensionNames);
  }

  contractAt(index: number): ContractRecord | undefined {
    return this.contracts[index];
  }

  findContract(address: Uint8Array): ContractRecord | undefined {
    return this.contracts.find((contract) => compareBytes(contract.address, address) === 0);
  }

  /** Adds a contract without running anything. @param verify false lets modules in that break the rules for threads */
  add(wasm: Uint8Array, verify = true): ContractRecord {
    const index = this.contracts.length;
    const module = admit(wasm, this.schedule, { verify });
    const record = { index, address: filled(0xa0 + index), deployer: filled(0xdd), module };
    this.contracts.push(record);
    return record;
  }

  /** Deploys: runs the start function and `onDeploy`. */
  deploy(wasm: Uint8Array, verify = true): TransactionResult {
    const { index } = this.add(wasm, verify);
    return this.run({ ...this.request(new Uint8Array(0), { contract: index }), kind: "deploy" });
  }

  /** Calls a function of the SDK's kind and commits its changes. */
  call(name: string, values: (number | bigint | Uint8Array)[] = [], options: TestCall = {}): TransactionResult {
    return this.send(encodeCall(name, ...values), options);
  }

  /** Calls with raw calldata and commits the changes. */
  send(calldata: Uint8Array, options: TestCall = {}): TransactionResult {
    return this.run(this.request(calldata, options));
  }

  request(calldata: Uint8Array, options: TestCall = {}): TransactionRequest {
    return {
      kind: "call",
      contract: options.contract ?? 0,
      context: this.context(),
      sender: options.sender ?? filled(0xee),
      calldata,
      gasLimit: options.gasLimit ?? 1_000_000_000n,
      readOnly: options.readOnly ?? false,
    };
  }

  /** Runs in both serial orders, and with the unmerged meter alone, demands equal receipts, and commits. */
  run(request: TransactionRequest): TransactionResult {
    const eager = executeTransaction(request, this, new EagerBackend(this));
    const lazy = executeTransaction(request, this, new LazyBackend(this));
    const unmerged = this.unmerged();
    const exact = executeTransaction(request, unmerged, new EagerBackend(unmerged));
    for (const [name, other] of Object.entries({ lazy, exact })) {
      const difference = firstDifference(eager.receipt, other.receipt);
      if (difference !== undefined) throw new Error(`eager and ${name} differ: ${difference}`);
    }
    this.commit(eager);
    return eager;
  }

  /** The same chain without merged meters. */
  private unmerged(): World {
    const contracts = this.contracts.map((contract) => ({
      ...contract,
      module: exactModule(contract.module, this.schedule),
    }));
    return Object.assign(Object.create(this) as TestChain, { contracts });
  }

  /** Value of a slot. */
  slot(key: Uint8Array, contract = 0): Uint8Array {
    const value = new Uint32Array(8);
    this.state.read(slotKey(contract, key), value);
    return new Uint8Array(value.buffer.slice(0, 32));
  }

  set(key: Uint8Array, value: Uint8Array, contract = 0): void {
    this.state.write(slotKey(contract, key), cellWords(value));
  }

  /** Makes the changes of a transaction the state. */
  commit({ receipt, changes }: TransactionResult): void {
    for (const { kind, contract: address, source, deployer } of receipt.codes) {
      const module = this.findContract(source)!.module;
      if (kind === "deployed") this.contracts.push({ index: this.contracts.length, address, deployer, module });
    }
    for (const { contract, key, value } of changes) this.set(key, value, contract);
  }

  private context(): TransactionContext {
    const transactionId = Buffer.alloc(32);
    transactionId.writeUInt32BE(++this.transactions, 28);
    return {
      block: {
        hash: filled(0xb1),
        number: 100n,
        medianTime: 1_700_000_000n,
        chainId: filled(0xc1),
        protocolId: filled(0xc2),
        consensusFlags: this.consensusFlags,
      },
      transactionId: new Uint8Array(transactionId),
      transactionHash: filled(0xb2),
      origin: filled(0xee),
      originTweakedKey: filled(0xef),
    };
  }
}

/** Return data of a successful call as one number: big endian, at most 8 bytes. */
export function returned({ receipt }: TransactionResult): bigint {
  if (receipt.status !== 0) throw new Error(`failed with TC${receipt.code}: ${receipt.failure?.message}`);
  return receipt.data.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}
