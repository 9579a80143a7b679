import { ThreadedContractError, type Manifest, type ManifestFunction } from "@threaded-contract/transform";
import { findAdmitted, rememberAdmitted } from "../engine/admitted-modules";
import { Canceller } from "../engine/canceller";
import type { EngineOptions } from "../engine/engine";
import { fromWireResult } from "../engine/result-record";
import { admitOnEngine, executeOnEngine, type Cancellation } from "../engine/run-on-engine";
import { invariant } from "../errors";
import type { Trace } from "../frame/tracer";
import type { TransactionRequest } from "../frame/transaction";
import type { AdmittedModule } from "../meter/admit";
import type { TestHooks } from "../protocol";
import { SourcePlaces } from "../trace/source-places";
import type { FailureTrace } from "../trace/trace-entry";
import type { ContractRecord } from "../world";
import type { Address } from "./address";
import { Receipt } from "./call-receipt";
import type { ChainJournal } from "./chain-journal";
import type { ChainState } from "./chain-state";
import { readFlag, readReplay, readSignal, readWatchdog, type CallOptions, type ChainSettings } from "./options";

const noBytes = new Uint8Array(0);

/** Runs transactions of one chain on the engines of the process, and commits what they change. */
export class Executor {
  private readonly engine: EngineOptions;
  private readonly running = new Set<Canceller>();
  /** Where transactions are recorded; null for nowhere. */
  journal: ChainJournal | null = null;
  /** What tells source lines. */
  readonly places = new SourcePlaces();

  constructor(
    private readonly state: ChainState,
    private readonly settings: ChainSettings,
    hooks: TestHooks | null,
    /** Gives what tells the manifest of a contract as the chain is now. */
    private readonly readManifests: () => (address: Address) => Manifest | undefined,
  ) {
    this.engine = { workers: settings.workers, hooks };
  }

  /** Ends what is running; its caller gets TC6010. */
  cancel(): void {
    for (const canceller of this.running) canceller.cancel(new ThreadedContractError("TC6010", {}));
  }

  /** Checks, instruments and compiles a module, or finds it among those that have been. */
  async admit(bytes: Uint8Array, options: CallOptions): Promise<AdmittedModule> {
    const { schedule } = this.settings;
    const known = findAdmitted(bytes, schedule);
    if (known !== undefined) return known;
    const module = await this.cancellable(options, (cancellation) => {
      return admitOnEngine(this.engine, this.state.chain, bytes, schedule, cancellation);
    });
    rememberAdmitted(module);
    return module;
  }

  /**
   * Executes a transaction and commits its changes if it succeeded: all of them or, when anything fails before, none.
   *
   * @param target the function called, null for a deployment
   */
  execute(request: TransactionRequest, target: ManifestFunction | null, options: CallOptions): Promise<Receipt> {
    return this.run(request, target, options, null);
  }

  private async run(
    request: TransactionRequest,
    target: ManifestFunction | null,
    options: CallOptions,
    updateCode: AdmittedModule | null,
  ): Promise<Receipt> {
    const { state, journal } = this;
    const replay = readReplay(options.replay, this.settings.replay);
    const trace = readFlag(options.trace, "trace", this.settings.trace);
    journal?.checkRequest(request);
    const wire = await this.cancellable(options, (cancellation) => {
      return executeOnEngine(
        this.engine,
        state.picture(),
        request,
        { replay, journal: journal !== null, trace },
        cancellation,
      );
    });
    const { receipt: content, bytes } = fromWireResult(wire);
    const called = state.contracts[request.contract];
    invariant(called !== undefined, "a transaction has a contract");
    const contract = updateCode === null ? called : { ...called, module: updateCode };
    const traces = this.explain(wire.traces);
    const { transactions: number } = state;
    const rootBefore = journal === null ? noBytes : state.stateRoot();
    state.commit(request, content, wire.changes);
    if (journal !== null) {
      invariant(wire.steps !== null, "steps come with the result when a journal is kept");
      const { steps } = wire;
      const rootAfter = state.stateRoot();
      journal.appendTransaction({
        request,
        contract,
        number,
        rootBefore,
        rootAfter,
        steps,
        receipt: content,
        receiptBytes: bytes,
      });
    }
    return new Receipt({ content, bytes, target, manifestOf: this.readManifests(), traces });
  }

  private explain(traces: readonly Trace[]): ReadonlyMap<number, FailureTrace> {
    const modules = this.state.contracts.map(({ module }) => module);
    return new Map(traces.map((trace) => [trace.ticket, this.places.explain(trace, modules)]));
  }

  /** Executes a deployment: the contract is on the chain while it runs, and stays there if it succeeded. */
  async deploy(contract: ContractRecord, request: TransactionRequest, options: CallOptions): Promise<Receipt<void>> {
    this.state.addContract(contract);
    let succeeded = false;
    try {
      const receipt = (await this.execute(request, null, options)) as Receipt<void>;
      succeeded = receipt.status === "success";
      return receipt;
    } finally {
      if (!succeeded) this.state.removeContract(contract);
    }
  }

  /** Executes an update: if it succeeds, the contract has the code from the next block on. */
  async update(module: AdmittedModule, request: TransactionRequest, options: CallOptions): Promise<Receipt<void>> {
    this.state.beginUpdate(module);
    try {
      return (await this.run(request, null, options, module)) as Receipt<void>;
    } finally {
      this.state.endUpdate();
    }
  }

  /** Runs something that the caller's signal, the watchdog or the end of the chain may end. */
  private async cancellable<T>(options: CallOptions, work: (cancellation: Cancellation) => Promise<T>): Promise<T> {
    const signal = readSignal(options.signal);
    const watchdogMilliseconds = readWatchdog(options.watchdogMilliseconds) ?? this.settings.watchdogMilliseconds;
    const canceller = new Canceller();
    const abort = (): void => canceller.cancel(new ThreadedContractError("TC6010", {}));
    if (signal?.aborted === true) abort();
    signal?.addEventListener("abort", abort, { once: true });
    this.running.add(canceller);
    try {
      return await work({ canceller, watchdogMilliseconds });
    } finally {
      canceller.finish();
      this.running.delete(canceller);
      signal?.removeEventListener("abort", abort);
    }
  }
}
