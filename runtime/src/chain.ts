import { types as kinds } from "node:util";
import { ThreadedContractError, type Manifest, type ManifestFunction } from "@threaded-contract/transform";
import { addressText, numberBytes, taggedHash, toAddressBytes, type Address, type AddressLike } from "./chain/address";
import { laterBlock, readBlock, type BlockState } from "./chain/block";
import type { Receipt } from "./chain/call-receipt";
import { ChainJournal } from "./chain/chain-journal";
import { ChainState } from "./chain/chain-state";
import { Manifests } from "./chain/manifests";
import { encodeExport, type ExportedChain } from "./chain/export-codec";
import { collectExport, importedOptions, restoreDeployments, type Deployment } from "./chain/export-chain";
import { readExport, readPath, writeAtomically, type ExportSource } from "./chain/export-file";
import { checkJournalEnd, journalOf, restoreState, scheduleOf } from "./chain/restore-chain";
import { readContract, readSourceMap, type ContractSource } from "./chain/contract-file";
import { Executor } from "./chain/executor";
import { invalidOption } from "./chain/invalid-option";
import {
  readChainOptions,
  readFlag,
  readUnsigned,
  type CallOptions,
  type ChainOptions,
  type ChainSettings,
} from "./chain/options";
import { SerialQueue } from "./chain/serial-queue";
import { buildRequest } from "./chain/transactions";
import { createContract, type AnyFunctions, type Contract } from "./client/contract";
import { encodeDeployment, type DeployArguments } from "./client/deployment";
import { encodeCall, findFunction } from "./client/values";
import { describeContract, type AbiSource } from "./opnet/abi/describe-contract";
import { KNOWN_KEY_BYTES } from "./opnet/keys";
import { enginePool } from "./engine/engine-pool";
import { invariant } from "./errors";
import type { GasSchedule } from "./gas/schedule";
import type { Hexadecimal } from "./chain/receipt-parts";
import type { AdmittedModule } from "./meter/admit";
import type { TestHooks } from "./protocol";
import type { ContractRecord } from "./world";

const BLOCKS_PER_MINE_MAXIMUM = 1_000_000_000n;

/** Options of {@link Chain.update}. */
export interface UpdateOptions extends CallOptions {
  /** Arguments of the contract's `onDeploy`, or `onUpdate`; bytes for an OP_NET contract, see {@link opnetCalldata}. */
  readonly args?: DeployArguments;
  /**
   * The functions of an OP_NET contract: the `abis/<Class>.abi.json` of its class, then those of its base classes, as
   * paths, `file:` URLs or contents.
   */
  readonly abi?: AbiSource | readonly AbiSource[];
  /**
   * The contract's source map, which gives failures their source lines: a path, `file:` URL or its bytes. If left out, it is
   * looked for where `asc --sourceMap` puts it, beside the contract's file.
   */
  readonly sourceMap?: ContractSource;
}

/** Options of {@link Chain.deploy}. */
export interface DeployOptions extends UpdateOptions {
  /** Name for messages; the manifest's if left out. */
  readonly name?: string;
  /** Address to deploy at; derived from the sender and the transaction's number if left out. */
  readonly address?: AddressLike;
}

/** Options of {@link Chain.export}. */
export interface ExportOptions {
  /** Whether the journal is exported too, if the chain keeps one; it is by default. */
  readonly journal?: boolean;
}

/** Options of {@link Chain.import}: those of a chain that are not part of what it is. */
export interface ImportOptions extends Pick<ChainOptions, "workers" | "watchdogMilliseconds" | "replay"> {
  /** The chain's gas schedule, if it is not one of `gasSchedules`. */
  readonly schedule?: GasSchedule;
  /** Go on with the export's journal, or begin one that starts here; `false` drops it. By default it goes on if there is one. */
  readonly journal?: boolean;
}

/**
 * A chain for tests and programs: contracts, their state, and a block that moves when it is told to.
 *
 * Its methods may be called without waiting for each other; they take effect one after the other, in the order of the
 * calls. Different chains run at the same time. See {@link createChain}.
 *
 * @example
 * ```ts
 * const chain = await createChain({ workers: 2 });
 * const receipts = await Promise.all([primes.countPrimes(1_000, 1), primes.countPrimes(1_000, 4)]);
 * await chain.close();
 * ```
 */
export class Chain implements AsyncDisposable {
  private readonly settings: ChainSettings;
  private readonly state: ChainState;
  private readonly executor: Executor;
  private readonly queue = new SerialQueue();
  private readonly deployments = new Map<Address, Deployment>();
  private readonly manifests: Manifests;
  private closed = false;

  /** Use {@link createChain}. @internal */
  constructor(options: ChainOptions, hooks: TestHooks | null) {
    this.settings = readChainOptions(options);
    this.state = new ChainState(this.settings.schedule, readBlock(options.block));
    this.manifests = new Manifests(this.state);
    this.executor = new Executor(this.state, this.settings, hooks, () => this.manifests.reader());
    if (this.settings.journal) this.executor.journal = ChainJournal.begin(this.state, this.settings.schedule);
  }

  /**
   * The chain of an export, going on where it was: the same addresses, state, block, transaction numbers, gas schedule and
   * defaults, so that its next receipts are those of the chain that never stopped. Snapshots are not kept.
   *
   * If the export has a journal, the chain goes on with it.
   *
   * @param source path, `file:` URL or bytes of what {@link Chain.export} wrote
   * @throws TC6015 when the file cannot be read; TC6028 when it is damaged; TC6029 when it is no export of this version, or
   * its gas schedule is not known; TC6001 to TC6007 when this version does not admit a module any more
   * @example
   * ```ts
   * await chain.export("build/chain.tcx");
   * const again = await Chain.import("build/chain.tcx");
   * const token = again.contract<TokenContract>(address);
   * ```
   */
  static async import(source: ExportSource, options: ImportOptions = {}): Promise<Chain> {
    const exported = await readExport(source, "source");
    const schedule = scheduleOf(exported, options.schedule);
    const chain = new Chain({ ...importedOptions(exported), ...options, schedule, journal: false }, null);
    try {
      await chain.enqueue(() => chain.restore(exported, options));
    } catch (error) {
      await chain.close();
      throw error;
    }
    return chain;
  }

  /** Number and median time of the current block. */
  get block(): BlockState {
    return this.state.block;
  }

  /** Whether {@link close} was called. */
  get isClosed(): boolean {
    return this.closed;
  }

  /**
   * Checks a contract, puts it on the chain and runs its start function and `onDeploy`.
   *
   * @param source path, `file:` URL or bytes of the `.wasm`
   * @returns a client with one method for each exported function; pass its generated interface as `T`
   * @throws TC6001 to TC6007 when the module is refused, TC6015 when the file cannot be read, TC6008 for wrong
   * arguments, or the error of a deployment that failed, with nothing left on the chain
   * @example
   * ```ts
   * const primes = await chain.deploy<PrimesContract>("build/primes.wasm");
   * ```
   */
  deploy<T = AnyFunctions>(source: ContractSource, options: DeployOptions = {}): Promise<Contract<T>> {
    return this.enqueue(async () => {
      const { module, manifest } = await this.admit(source, options);
      const calldata = encodeDeployment(manifest, options.args ?? []);
      const { contracts } = this.state;
      const basis = { kind: "deploy" as const, contract: contracts.length, calldata, ...this.position() };
      const request = buildRequest(basis, this.settings, options);
      const address = this.freshAddress(options.address, request.sender);
      const record = { index: contracts.length, address, deployer: request.sender, module };
      this.manifests.add(addressText(address), module, manifest);
      const receipt = (await this.executor.deploy(record, request, options)).expectSuccess();
      this.deployments.set(addressText(address), {
        name: options.name ?? manifest.name,
        receipt,
        target: "",
      });
      return this.client<T>(record);
    });
  }

  /**
   * Replaces a contract's code: runs the start function and `onUpdate` of the new code on the contract's storage. Calls run the
   * new code from the next block on, see {@link mine}; then {@link contract} gives a client with its functions.
   *
   * @param source path, `file:` URL or bytes of the `.wasm`
   * @returns the update's receipt
   * @throws TC5020 when there is no contract at the address, or no `onUpdate` in the new code; TC6001 to TC6007, TC6015 and
   * TC6008 as {@link deploy}; or the error of an update that failed, with nothing changed
   * @example
   * ```ts
   * await chain.update(token.address, "build/token-2.wasm");
   * await chain.mine();
   * const updated = chain.contract<TokenContract>(token.address);
   * ```
   */
  update(address: AddressLike, source: ContractSource, options: UpdateOptions = {}): Promise<Receipt<void>> {
    const target = toAddressBytes(address, "address");
    return this.enqueue(async () => {
      const { index } = this.find(target);
      const { module, manifest } = await this.admit(source, options);
      const calldata = encodeDeployment(manifest, options.args ?? [], "onUpdate");
      const basis = { kind: "update" as const, contract: index, calldata, ...this.position() };
      const request = buildRequest(basis, this.settings, options);
      const receipt = await this.executor.update(module, request, options);
      if (receipt.status === "success") this.manifests.add(addressText(target), module, manifest);
      return receipt.expectSuccess();
    });
  }

  /** A client for a contract that is on the chain. @throws TC5020 when there is none at that address */
  contract<T = AnyFunctions>(address: AddressLike): Contract<T> {
    return this.client<T>(this.find(address));
  }

  /**
   * Calls a function of a contract by its name.
   *
   * @param args values for its parameters; see `runtime/docs/values.md` for which JavaScript value stands for which type
   * @returns the receipt, of a failed call too: `status` says how it ended, and reading `value` throws its error
   * @throws TC6008, TC6009 for a wrong call; TC6010, TC6016 when it was ended; TC6011, TC6012, TC6018 for a failing host
   */
  async call(
    address: AddressLike,
    method: string,
    args: readonly unknown[] = [],
    options: CallOptions = {},
  ): Promise<Receipt> {
    const contract = toAddressBytes(address, "address");
    // At once if possible, since the caller may change the arguments while the call waits for its turn.
    const known = this.deployments.has(addressText(contract)) && this.state.findContract(contract) !== undefined;
    const early = known ? this.prepareCall(contract, method, args) : undefined;
    return await this.enqueue(() => {
      const record = this.find(contract);
      // An update may have taken effect meanwhile, with other functions.
      const prepared = early?.module === record.module ? early : this.prepareCall(contract, method, args);
      const { target, calldata } = prepared;
      return this.execute(record, calldata, target, options);
    });
  }

  /**
   * Calls a contract with calldata as it is: for contracts whose functions no manifest describes.
   * The receipt has `data` and no value.
   */
  callWithCalldata(address: AddressLike, calldata: Uint8Array, options: CallOptions = {}): Promise<Receipt<void>> {
    if (!kinds.isUint8Array(calldata)) invalidOption("calldata", "it has to be a Uint8Array");
    const bytes = Uint8Array.from(calldata);
    return this.enqueue(() => this.execute(this.find(address), bytes, null, options) as Promise<Receipt<void>>);
  }

  /**
   * Makes the ML-DSA-44 public key of an account known, so that OP_NET contracts can load it.
   *
   * @param address 32 bytes: on OP_NET the SHA-256 of the key
   * @param publicKey 1,312 bytes
   */
  registerKey(address: AddressLike, publicKey: Uint8Array): Promise<void> {
    const account = toAddressBytes(address, "address");
    if (!kinds.isUint8Array(publicKey) || publicKey.length !== KNOWN_KEY_BYTES) {
      invalidOption("publicKey", `it has to be ${KNOWN_KEY_BYTES} bytes`);
    }
    const key = Uint8Array.from(publicKey);
    return this.enqueue(() => {
      this.state.writeKey(account, key);
      this.executor.journal?.appendKey(this.state, account, key);
    });
  }

  /** Mines empty blocks, ten minutes apart. @throws TC6014 unless `count` is a whole number from 1 */
  mine(count: number | bigint = 1): Promise<BlockState> {
    return this.enqueue(() => {
      this.state.enterBlock(laterBlock(this.state.block, readUnsigned(count, "count", 1n, BLOCKS_PER_MINE_MAXIMUM)));
      this.executor.journal?.appendBlock(this.state);
      return this.state.block;
    });
  }

  /** Remembers contracts, state and block; costs nothing until something changes. */
  snapshot(): Promise<number> {
    return this.enqueue(() => {
      const mark = this.state.mark();
      this.executor.journal?.mark(mark);
      return mark;
    });
  }

  /** Goes back to a snapshot; it and all later ones are used up. @throws TC6014 when it is not open any more */
  revert(snapshot: number): Promise<void> {
    return this.enqueue(() => {
      if (!this.state.revert(snapshot)) invalidOption("snapshot", `${String(snapshot)} is not an open snapshot`);
      this.executor.journal?.revert(snapshot);
    });
  }

  /**
   * The 32 bytes of a slot; zeros when it has no value.
   *
   * @param slot the 32-byte key
   */
  getStorage(address: AddressLike, slot: AddressLike): Promise<Hexadecimal> {
    return this.enqueue(() => {
      return addressText(this.state.readSlot(this.find(address).index, toAddressBytes(slot, "slot")));
    });
  }

  /**
   * The journal of the chain since it was created, as canonical bytes (`runtime/docs/journal.md`): every transaction with
   * its input, its steps and the hash of its receipt. What was reverted is not in it.
   *
   * @throws TC6014 unless the chain was created with `journal: true`; TC6030 when it has more than 1 GiB
   * @example
   * ```ts
   * const chain = await createChain({ journal: true });
   * const primes = await chain.deploy<PrimesContract>("build/primes.wasm");
   * await primes.countPrimes(2_000_000, 4);
   * await replay(await chain.journal(), await chain.modules()); // or it throws
   * ```
   */
  journal(): Promise<Uint8Array> {
    return this.enqueue(() => {
      const { journal } = this.executor;
      if (journal !== null) return journal.bytes();
      return invalidOption("journal", "the chain has to be created with it for a journal to be kept");
    });
  }

  /** The bytes of every module on the chain or in its journal, by the hexadecimal text of their SHA-256. */
  modules(): Promise<Map<string, Uint8Array>> {
    return this.enqueue(() => {
      const modules = new Map(this.executor.journal?.modules);
      for (const { module } of this.state.contracts) modules.set(module.hash, module.bytes);
      return new Map([...modules].map(([hash, bytes]) => [hash, Uint8Array.from(bytes)]));
    });
  }

  /**
   * The whole chain as bytes (`runtime/docs/export.md`), for {@link Chain.import}: contracts with their modules, state,
   * block, transaction numbers, and the journal if one is kept.
   *
   * @param path where to write them, as a path or `file:` URL. The file is replaced in one step: whatever happens, there is
   * either the old file or the whole new one.
   * @throws TC6030 when it would have more than 1 GiB, TC6015 when the file cannot be written
   * @example
   * ```ts
   * await chain.export("build/chain.tcx");
   * ```
   */
  export(path?: string | URL, options: ExportOptions = {}): Promise<Uint8Array> {
    const target = path === undefined ? undefined : readPath(path, "path");
    const withJournal = readFlag(options.journal, "journal", true);
    return this.enqueue(async () => {
      const { state, settings, deployments } = this;
      const journal = withJournal ? this.executor.journal : null;
      const bytes = encodeExport(collectExport({ state, settings, deployments, journal, manifests: this.manifests }));
      if (target !== undefined) await writeAtomically(target, bytes);
      return bytes;
    });
  }

  /**
   * Ends the chain: what runs is cancelled (TC6010), what waits and what comes later is refused (TC6013).
   * Not needed for a process or a test run to end.
   */
  async close(): Promise<void> {
    this.closed = true;
    this.executor.cancel();
    await this.queue.settled();
    enginePool.forget(this.state.chain);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  private async restore(exported: ExportedChain, options: ImportOptions): Promise<void> {
    const checked = journalOf(exported);
    const modules: AdmittedModule[] = [];
    for (const bytes of exported.modules) modules.push(await this.executor.admit(bytes, {}));
    restoreState(this.state, exported, modules);
    restoreDeployments(exported, this.state, this.deployments, this.manifests);
    const { schedule } = this.settings;
    if (checked !== null) checkJournalEnd(checked, this.state);
    if (checked !== null && options.journal !== false) {
      this.executor.journal = ChainJournal.resume(schedule, checked.frames, exported.modules);
    } else if (options.journal === true) this.executor.journal = ChainJournal.begin(this.state, schedule);
  }

  private enqueue<T>(work: () => Promise<T> | T): Promise<T> {
    const refuseClosed = (): void => {
      if (this.closed) throw new ThreadedContractError("TC6013", {});
    };
    return this.queue.run(() => {
      refuseClosed();
      return work();
    });
  }

  /** Reads and checks code with what is said of it. */
  private async admit(
    source: ContractSource,
    options: UpdateOptions,
  ): Promise<{ readonly module: AdmittedModule; readonly manifest: Manifest }> {
    const bytes = await readContract(source);
    const map = await readSourceMap(source, options.sourceMap);
    const module = await this.executor.admit(bytes, options);
    if (map !== undefined) this.executor.places.add(module.hash, map);
    return { module, manifest: await describeContract(module.manifest, options.abi) };
  }

  /** Where the next transaction is. */
  private position(): { readonly block: BlockState; readonly number: number } {
    return { block: this.state.block, number: this.state.transactions };
  }

  private prepareCall(
    address: Uint8Array,
    method: string,
    args: readonly unknown[],
  ): { readonly module: AdmittedModule; readonly target: ManifestFunction; readonly calldata: Uint8Array } {
    const { address: bytes, module } = this.find(address);
    const manifest = this.manifests.of(addressText(bytes)) ?? module.manifest;
    const target = findFunction(manifest, this.deploymentOf(this.find(address)).name, method);
    return { module, target, calldata: encodeCall(manifest, target, args) };
  }

  private async execute(
    record: ContractRecord,
    calldata: Uint8Array,
    target: ManifestFunction | null,
    options: CallOptions,
  ): Promise<Receipt> {
    const basis = { kind: "call" as const, contract: record.index, calldata, ...this.position() };
    const receipt = await this.executor.execute(buildRequest(basis, this.settings, options), target, options);
    for (const address of receipt.deployed) {
      const manifest = this.manifests.of(address) ?? this.find(address).module.manifest;
      const deployment = {
        name: manifest.name,
        receipt: receipt as Receipt<void>,
        target: target?.name ?? "",
      };
      this.deployments.set(address, deployment);
    }
    return receipt;
  }

  private find(address: AddressLike): ContractRecord {
    const found = this.state.findContract(toAddressBytes(address, "address"));
    if (found !== undefined) return found;
    throw new ThreadedContractError("TC5020", {
      what: `The contract ${addressText(toAddressBytes(address, "address"))}`,
    });
  }

  private freshAddress(wanted: AddressLike | undefined, sender: Uint8Array): Uint8Array {
    if (wanted === undefined) return taggedHash("contract", sender, numberBytes(this.state.transactions));
    const address = toAddressBytes(wanted, "address");
    if (this.state.findContract(address) === undefined) return address;
    return invalidOption("address", "another contract has it");
  }

  private deploymentOf(record: ContractRecord): Deployment {
    const found = this.deployments.get(addressText(record.address));
    invariant(found !== undefined, "every contract on the chain was deployed");
    return found;
  }

  private client<T>(record: ContractRecord): Contract<T> {
    const address = addressText(record.address);
    const { name: contractName, receipt: deployment } = this.deploymentOf(record);
    const manifest = this.manifests.of(address) ?? record.module.manifest;
    const call = (method: string, args: readonly unknown[], options: CallOptions): Promise<Receipt> => {
      return this.call(address, method, args, options);
    };
    return createContract<T>({ address, contractName, deployment, manifest, call });
  }
}

/**
 * Creates an empty chain.
 *
 * @throws TC6014 for an option that is not valid
 * @example
 * ```ts
 * const chain = await createChain();
 * const primes = await chain.deploy<PrimesContract>("build/primes.wasm");
 * const receipt = await primes.countPrimes(2_000_000, 4);
 * expect(receipt.value).toBe(148933);
 * await chain.close();
 * ```
 */
export async function createChain(options: ChainOptions = {}): Promise<Chain> {
  return new Chain(options, null);
}
