import type { Manifest, ManifestFunction } from "@threaded-contract/transform";
import type { EngineOptions } from "../engine/engine";
import { fromWireResult } from "../engine/result-record";
import { admitOnEngine, executeOnEngine, type Cancellation } from "../engine/run-on-engine";
import { invariant } from "../errors";
import type { TransactionRequest } from "../frame/transaction";
import type { AdmittedModule } from "../meter/admit";
import type { TestHooks } from "../protocol";
import { Status } from "../threads/backend";
import type { Address } from "./address";
import { Receipt } from "./call-receipt";
import type { ChainState } from "./chain-state";
import { readReplay, readSignal, readWatchdog, type CallOptions, type ChainSettings } from "./options";

/** Runs transactions of one chain on the engines of the process, and commits what they change. */
export class Executor {
  private readonly engine: EngineOptions;
  private readonly closing = new AbortController();

  constructor(
    private readonly state: ChainState,
    private readonly settings: ChainSettings,
    hooks: TestHooks | null,
    private readonly manifestOf: (address: Address) => Manifest | undefined,
  ) {
    this.engine = { workers: settings.workers, hooks };
  }

  /** Ends what is running; its caller gets TC6010. */
  cancel(): void {
    this.closing.abort();
  }

  admit(bytes: Uint8Array, options: CallOptions): Promise<AdmittedModule> {
    return admitOnEngine(this.engine, this.state.chain, bytes, this.settings.schedule, this.cancellation(options));
  }

  /**
   * Executes a transaction and commits its changes if it succeeded: all of them or, when anything fails before, none.
   *
   * @param target the function called, null for a deployment
   */
  async execute(request: TransactionRequest, target: ManifestFunction | null, options: CallOptions): Promise<Receipt> {
    const replay = readReplay(options.replay, this.settings.replay);
    const cancellation = this.cancellation(options);
    const wire = await executeOnEngine(this.engine, this.state.picture(), request, replay, cancellation);
    const { receipt: content, bytes } = fromWireResult(wire);
    invariant(content.status === Status.success || wire.changes.length === 0, "only a success changes state");
    this.state.applyCodes(content.codes);
    this.state.apply(wire.changes);
    this.state.transactions++;
    return new Receipt({ content, bytes, target, manifestOf: this.manifestOf });
  }

  private cancellation(options: CallOptions): Cancellation {
    const signal = readSignal(options.signal);
    const watchdogMilliseconds = readWatchdog(options.watchdogMilliseconds) ?? this.settings.watchdogMilliseconds;
    const signals = signal === undefined ? [this.closing.signal] : [this.closing.signal, signal];
    return { signals, watchdogMilliseconds };
  }
}
