import { clearTimeout as clearTimer, setTimeout as setTimer } from "node:timers";
import { isThreadedContractError, ThreadedContractError } from "@threaded-contract/transform";
import type { TransactionRequest } from "../frame/transaction";
import type { GasSchedule } from "../gas/schedule";
import type { AdmittedModule } from "../meter/admit";
import type { WireResult } from "../protocol";
import { workersThatFit } from "./address-space";
import type { Canceller } from "./canceller";
import { FrameWorkerLost, type Engine, type EngineOptions, type ExecuteOptions } from "./engine";
import type { ChainPicture } from "./engine-knowledge";
import { enginePool } from "./engine-pool";

/** Times a transaction is started again after its frame worker died. Nothing of it was committed, so that is safe. */
const FRAME_RETRIES_MAXIMUM = 2;

/** The largest pool that this process has room for; halved when workers turn out not to find enough. */
let workersMaximum = workersThatFit();

/** How a caller may end something that runs. */
export interface Cancellation {
  readonly canceller: Canceller;
  /** Wall-clock bound; undefined for none. */
  readonly watchdogMilliseconds: number | undefined;
}

/**
 * Executes a transaction on a leased engine.
 *
 * @throws TC6010 when the signal is aborted, TC6016 when the watchdog ends it, TC6011 when workers keep dying
 */
export function executeOnEngine(
  options: EngineOptions,
  picture: ChainPicture,
  request: TransactionRequest,
  execute: ExecuteOptions,
  cancellation: Cancellation,
): Promise<WireResult> {
  return withEngine(options, picture.chain, cancellation, (engine) => {
    engine.learn(picture);
    return engine.execute(picture.world, request, execute);
  });
}

/** Admits a module on a leased engine, so that a large one does not block the event loop. */
export function admitOnEngine(
  options: EngineOptions,
  chain: number,
  bytes: Uint8Array,
  schedule: GasSchedule,
  cancellation: Cancellation,
): Promise<AdmittedModule> {
  return withEngine(options, chain, cancellation, (engine) => engine.admit(bytes, schedule));
}

async function withEngine<T>(
  options: EngineOptions,
  chain: number,
  cancellation: Cancellation,
  work: (engine: Engine) => Promise<T>,
): Promise<T> {
  const { canceller } = cancellation;
  let lost = "";
  for (let attempt = 0; attempt <= FRAME_RETRIES_MAXIMUM;) {
    const workers = Math.min(options.workers, workersMaximum);
    // A lease that nobody waits for would never be given back.
    canceller.check();
    const lease = enginePool.lease({ ...options, workers }, chain);
    canceller.stopWith((reason) => enginePool.abandon(lease, reason));
    const engine = await lease.engine;
    try {
      return await watched(engine, cancellation, () => work(engine));
    } catch (error) {
      if (isThreadedContractError(error, "TC6018") && workers > 0) workersMaximum = Math.floor(workers / 2);
      else if (error instanceof FrameWorkerLost) attempt++;
      else throw error;
      lost = (error as Error).message;
    } finally {
      enginePool.release(engine);
    }
  }
  const reason = `it ended ${FRAME_RETRIES_MAXIMUM + 1} times before it could answer`;
  throw new ThreadedContractError("TC6011", { reason }, { details: [lost] });
}

/** Ends the engine's workers when the caller gives up; the workers cannot be asked, since they may be in a loop. */
async function watched<T>(engine: Engine, cancellation: Cancellation, work: () => Promise<T>): Promise<T> {
  const { canceller, watchdogMilliseconds } = cancellation;
  canceller.stopWith((reason) => void engine.destroy(reason));
  const result = work();
  if (watchdogMilliseconds === undefined) return result;
  const watchdog = new Watchdog(canceller, watchdogMilliseconds);
  // A cold start is no part of the call: the clock runs from when the frame worker can take it.
  void engine.started.then(() => watchdog.start());
  return result.finally(() => watchdog.stop());
}

/** Cancels work that takes too long. */
class Watchdog {
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly canceller: Canceller,
    private readonly milliseconds: number,
  ) {}

  start(): void {
    if (this.stopped) return;
    const error = new ThreadedContractError("TC6016", { seconds: this.milliseconds / 1_000 });
    this.timer = setTimer(() => this.canceller.cancel(error), this.milliseconds);
  }

  stop(): void {
    this.stopped = true;
    clearTimer(this.timer);
  }
}
