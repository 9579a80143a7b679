import { createHash } from "node:crypto";
import { ThreadedContractError } from "../../../transform/src/errors";
import type { VmExit } from "./op-vm";
import { failureText } from "./failure-text";
import { fromHex, toHex, type Deployed, type Ending, type Hex } from "./scenario";
import type { Touches } from "./policies";
import { CALLS_MAXIMUM, DEPLOYMENTS_MAXIMUM, KEY_LOADS_MAXIMUM, UPDATES_MAXIMUM, type VmTransaction } from "./vm-world";

const EVENT_NAME_BYTES_MAXIMUM = 64;
const EVENT_BYTES_MAXIMUM = 1024 * 1024;
const EVENTS_BYTES_MAXIMUM = 2 * 1024 * 1024;
const RECEIPT_BYTES_MAXIMUM = 2_048;
const FAILED = 1;
const ZERO_SLOT = "00".repeat(32);

export interface FrameRequest {
  readonly contract: Deployed;
  readonly entry: "execute" | "onDeploy" | "onUpdate";
  readonly caller: Hex;
  readonly calldata: Uint8Array;
  readonly gasUsed: bigint;
  readonly pagesUsed: number;
}

export interface FrameOutcome {
  readonly ending: Ending;
  readonly data: Hex;
  /** Of the whole transaction so far. */
  readonly gasUsed: bigint;
  /** The VM's or the host's own words; never compared. */
  readonly reason: string;
  /** What the calling frame gets, unless the host says otherwise. */
  readonly status: number;
}

/** Revert data of a text. */
export function encodeError(text: string): Hex {
  const bytes = Buffer.from(text);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(0x63739d5c, 0);
  head.writeUInt32BE(bytes.length, 4);
  return toHex(Buffer.concat([head, bytes]));
}

/** The text of `encodeError`. */
function textOf(data: Hex): string {
  return Buffer.from(data, "hex").toString("utf8", 8);
}

/** The runtime's words for an allocator without memory, whatever the number of pages. */
const OUT_OF_PAGES = new RegExp(
  `^${new ThreadedContractError("TC5008", { limit: 0 }).shortMessage.replace("0", "\\d+")}$`,
);

/** What a failed frame says that the machine ended at `unreachable`. */
const UNREACHABLE = encodeError(failureText("unreachable"));

/** What the caller of a failed frame can read: the frame's own revert data, or what trapped. */
export function failureData(outcome: FrameOutcome): Hex {
  return outcome.ending === "reverted" ? outcome.data : encodeError(failureText(outcome.reason));
}

/** One instance of the virtual machine and the answers its host gives it. */
export class VmFrame {
  private readonly touches: Touches;
  /** Revert data of the last nested frame that failed. */
  private nestedFailure: Hex | null = null;

  private constructor(
    private readonly transaction: VmTransaction,
    private readonly request: FrameRequest,
  ) {
    this.touches = { ...transaction.touches, known: new Set([request.contract.address]) };
  }

  /** Runs one entry of a contract to its end; a failed frame leaves neither writes nor events. */
  static async execute(transaction: VmTransaction, request: FrameRequest): Promise<FrameOutcome> {
    const { manager, frames } = transaction.world;
    const { gasLimit } = transaction.step;
    transaction.frames++;
    if (request.entry === "execute" || transaction.frames === 1) transaction.calls.push(request.contract.address);
    const before = { written: transaction.written, events: transaction.events, eventBytes: transaction.eventBytes };
    transaction.written = new Map(before.written);
    transaction.events = [...before.events];
    const contractsBefore = new Map(transaction.world.contracts);
    const id = manager.reserveId();
    const frame = new VmFrame(transaction, request);
    frames.set(id, frame);
    let outcome: FrameOutcome;
    try {
      const { wasm } = request.contract;
      const cacheKey = createHash("sha256").update(wasm).digest("hex");
      manager.instantiate(
        id,
        cacheKey,
        Buffer.from(wasm),
        request.gasUsed,
        gasLimit,
        BigInt(request.pagesUsed),
        transaction.world.surroundings.network,
        false,
        false,
      );
      outcome = await runEntry(transaction, request, id);
    } catch (error) {
      // Without an instance nobody knows what was used: the node takes everything.
      outcome = {
        ending:
          String(error).includes("out of gas") || String(error).includes("too little gas") ? "outOfGas" : "trapped",
        data: "",
        gasUsed: gasLimit,
        reason: String(error),
        status: FAILED,
      };
    }
    frames.delete(id);
    manager.destroyContract(id);
    outcome = frame.stick(outcome);
    if (outcome.ending !== "success") {
      Object.assign(transaction, before);
      transaction.world.restoreContracts(contractsBefore);
    }
    return outcome;
  }

  load(data: Uint8Array): Uint8Array {
    const slot = this.slot(data);
    const value = this.read(slot);
    const warm = this.rules.load(this.touches, slot, value !== null);
    return Buffer.concat([fromHex(value ?? ZERO_SLOT), Uint8Array.of(warm ? 1 : 0)]);
  }

  store(data: Uint8Array): Uint8Array {
    const slot = this.slot(data);
    const warm = this.rules.store(this.touches, slot, this.read(slot) !== null);
    this.transaction.written.set(slot, toHex(data.subarray(32, 64)));
    return Uint8Array.of(warm ? 1 : 0);
  }

  async call(data: Uint8Array): Promise<Uint8Array> {
    const view = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    const gasUsed = view.readBigUInt64BE(0);
    const address = toHex(data.subarray(12, 44));
    const contract = this.transaction.world.contracts.get(address);
    if (!contract || this.transaction.frames >= CALLS_MAXIMUM) return this.refuseCall();
    const warm = this.rules.call(this.touches, address);
    const outcome = await VmFrame.execute(this.transaction, {
      contract,
      entry: "execute",
      caller: this.request.contract.address,
      calldata: data.slice(48),
      gasUsed,
      pagesUsed: view.readUInt32BE(8),
    });
    const status = this.afterNested(outcome);
    const answer = outcome.ending === "success" ? outcome.data : this.failedCall(outcome);
    return callReply(warm, outcome.gasUsed - gasUsed, status, answer);
  }

  async deploy(data: Uint8Array): Promise<Uint8Array> {
    const { transaction } = this;
    const gasUsed = Buffer.from(data.buffer, data.byteOffset).readBigUInt64BE(0);
    const source = transaction.world.contracts.get(toHex(data.subarray(8, 40)));
    if (transaction.deployments >= DEPLOYMENTS_MAXIMUM || !source) return this.refuseCode(32);
    transaction.deployments++;
    const deployer = this.request.contract.address;
    const address = contractAddress(deployer, data.subarray(40, 72), source.wasm);
    if (transaction.world.contracts.has(address)) return this.refuseCode(32);
    const contract = { address, deployer, wasm: source.wasm };
    transaction.world.contracts.set(address, contract);
    const status = await this.runCode(contract, "onDeploy", data.slice(72), gasUsed);
    if (status.code !== 0) transaction.world.contracts.delete(address);
    return Buffer.concat([fromHex(status.code === 0 ? address : ZERO_SLOT), status.reply]);
  }

  /** The code runs its `onUpdate` now and takes the contract's place in the next block, which no campaign reaches. */
  async update(data: Uint8Array): Promise<Uint8Array> {
    const { transaction } = this;
    const gasUsed = Buffer.from(data.buffer, data.byteOffset).readBigUInt64BE(0);
    const source = transaction.world.contracts.get(toHex(data.subarray(8, 40)));
    if (transaction.updates >= UPDATES_MAXIMUM || !source) return this.refuseCode(0);
    transaction.updates++;
    const contract = { ...this.request.contract, wasm: source.wasm };
    return (await this.runCode(contract, "onUpdate", data.slice(40), gasUsed)).reply;
  }

  /** Runs code that is to be put on the chain, and says what the VM charges for: its length, what it used, its status. */
  private async runCode(contract: Deployed, entry: "onDeploy" | "onUpdate", calldata: Uint8Array, gasUsed: bigint) {
    const caller = this.request.contract.address;
    const outcome = await VmFrame.execute(this.transaction, {
      contract,
      entry,
      caller,
      calldata,
      gasUsed,
      pagesUsed: 0,
    });
    const code = this.afterNested(outcome);
    return { code, reply: Buffer.concat([u32(contract.wasm.length), u64(outcome.gasUsed - gasUsed), u32(code)]) };
  }

  /** @param addressBytes length of the address in front of the reply, all zero */
  private refuseCode(addressBytes: number): Uint8Array {
    this.nestedFailure = "";
    return Buffer.concat([Buffer.alloc(addressBytes), u32(0), u64(0n), u32(FAILED)]);
  }

  emit(data: Uint8Array): void {
    const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    const nameLength = bytes.readUInt32BE(0);
    if (nameLength > EVENT_NAME_BYTES_MAXIMUM) throw new Error(`event name of ${nameLength} bytes`);
    const dataLength = bytes.readUInt32BE(4 + nameLength);
    if (dataLength > EVENT_BYTES_MAXIMUM) throw new Error("event too long");
    if (8 + nameLength + dataLength > bytes.length) throw new Error("event cut short");
    this.transaction.eventBytes += dataLength;
    if (this.transaction.eventBytes > EVENTS_BYTES_MAXIMUM) throw new Error("too many event bytes");
    const name = bytes.toString("utf8", 4, 4 + nameLength);
    this.transaction.events.push({
      contract: this.request.contract.address,
      name,
      data: toHex(bytes.subarray(8 + nameLength, 8 + nameLength + dataLength)),
    });
  }

  accountType(data: Uint8Array): { accountType: number; isAddressWarm: boolean } {
    const address = toHex(data.subarray(0, 32));
    const isContract = this.transaction.world.contracts.has(address);
    return {
      accountType: isContract ? 1 : 0,
      isAddressWarm: this.rules.accountType(this.touches, address, isContract),
    };
  }

  blockHash(number: bigint): { blockHash: Uint8Array; isBlockWarm: boolean } {
    return {
      blockHash: Buffer.from(this.transaction.world.hashOfBlock(number), "hex"),
      isBlockWarm: this.rules.blockHash(this.touches, number),
    };
  }

  loadKey(data: Uint8Array): Uint8Array {
    if (this.transaction.keyLoads >= KEY_LOADS_MAXIMUM) return Uint8Array.of(0);
    this.transaction.keyLoads++;
    const key = this.transaction.world.surroundings.keys.get(toHex(data.subarray(1, 33)));
    return data[0] === 0 && key !== undefined ? Buffer.concat([Uint8Array.of(1), fromHex(key)]) : Uint8Array.of(0);
  }

  private get rules() {
    return this.transaction.world.rules;
  }

  private slot(data: Uint8Array): string {
    return `${this.request.contract.address}:${toHex(data.subarray(0, 32))}`;
  }

  private read(slot: string): Hex | null {
    return this.transaction.written.get(slot) ?? this.transaction.world.readCommitted(slot);
  }

  /**
   * What the caller of a failed call reads. To the machine an allocator that gets no memory is any other `unreachable`, unless all of
   * memory is in use; the runtime says which it was, and that is taken from it.
   */
  private failedCall(outcome: FrameOutcome): Hex {
    const said = this.transaction.failures[this.transaction.failedCalls++] ?? "";
    const data = failureData(outcome);
    if (outcome.ending !== "trapped" || data !== UNREACHABLE || !OUT_OF_PAGES.test(textOf(said))) return data;
    return (this.nestedFailure = said);
  }

  /** A call to nowhere, or one call too many: the caller goes on with an empty answer. */
  private refuseCall(): Uint8Array {
    this.transaction.failedCalls++;
    this.nestedFailure = "";
    return callReply(false, 0n, FAILED, "");
  }

  private afterNested(outcome: FrameOutcome): number {
    if (outcome.ending === "success") return 0;
    this.nestedFailure = failureData(outcome);
    return this.rules.failuresStick ? FAILED : outcome.status;
  }

  /** Under a policy where failures stick, a frame fails that went on after a nested one had. */
  private stick(outcome: FrameOutcome): FrameOutcome {
    const { nestedFailure } = this;
    if (!this.rules.failuresStick || nestedFailure === null || outcome.ending !== "success") return outcome;
    return { ...outcome, ending: "reverted", data: nestedFailure, reason: "a nested call failed", status: FAILED };
  }
}

async function runEntry(transaction: VmTransaction, request: FrameRequest, id: bigint): Promise<FrameOutcome> {
  const { manager, surroundings } = transaction.world;
  manager.setEnvironmentVariables(id, {
    blockHash: fromHex(surroundings.blockHash),
    blockNumber: surroundings.blockNumber,
    blockMedianTime: surroundings.blockMedianTime,
    txId: fromHex(surroundings.transactionId),
    txHash: fromHex(surroundings.transactionHash),
    contractAddress: fromHex(request.contract.address),
    contractDeployer: fromHex(request.contract.deployer),
    caller: fromHex(request.caller),
    origin: fromHex(transaction.step.sender),
    chainId: fromHex(surroundings.chainId),
    protocolId: fromHex(surroundings.protocolId),
    originTweakedPublicKey: fromHex(surroundings.originTweakedKey),
    consensusFlags: surroundings.consensusFlags,
  });
  let exit: VmExit;
  try {
    exit = await manager[request.entry](id, Buffer.from(request.calldata));
  } catch (error) {
    const reason = String(error);
    const ending = reason.includes("out of gas (consumed") ? "outOfGas" : "trapped";
    return { ending, data: "", gasUsed: manager.getUsedGas(id), reason, status: FAILED };
  }
  const { status, gasUsed } = exit;
  if (exit.data.length > RECEIPT_BYTES_MAXIMUM) {
    return { ending: "trapped", data: "", gasUsed, reason: `an answer of ${exit.data.length} bytes`, status: FAILED };
  }
  return { ending: status === 0 ? "success" : "reverted", data: toHex(exit.data), gasUsed, reason: "", status };
}

/** As the node derives it: twice SHA-256 over the hashed deployer, the salt and the hashed code. */
function contractAddress(deployer: Hex, salt: Uint8Array, wasm: Uint8Array): Hex {
  return toHex(hash256(Buffer.concat([hash256(fromHex(deployer)), salt, hash256(wasm)])));
}

function hash256(bytes: Uint8Array): Buffer {
  const sha256 = (data: Uint8Array) => createHash("sha256").update(data).digest();
  return sha256(sha256(bytes));
}

function callReply(warm: boolean, cost: bigint, status: number, data: Hex): Uint8Array {
  return Buffer.concat([Uint8Array.of(warm ? 1 : 0), u64(cost), u32(status), fromHex(data)]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function u64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
}
