import type { EngineOptions } from "../../runtime/src/engine/engine";
import type { World } from "../../runtime/src/world";
import { BATCH } from "./batch";
import { firstDifference, runModel } from "./compare";
import { describeReceipt } from "./describe";
import { commit, Deployment, runOnEngine, type Chain } from "./execute";
import { generateProgram } from "./generate";
import { decodeReceipt, EagerBackend, encodeReceipt, enginePool, oip0002, receiptDifference } from "./runtime";
import type { PlaceKeeper } from "./schedule-places";
import { LARGE_PLACE, PLACES, type SchedulePlace } from "./schedule-places";
import { Tally } from "./tally";

type Receipts = readonly Uint8Array[];

/** Schedules that a program runs under. */
export const SCHEDULES_PER_PROGRAM = PLACES.length;

/** One in so many programs runs on the large place, and then some times, since that takes long to start. */
const LARGE_ONE_IN = 200;
const LARGE_SCHEDULES = 4;

/** The place of a program's schedule of that number. */
export function placeOf(program: number, schedule: number): SchedulePlace {
  const large = program % LARGE_ONE_IN === 0 && schedule >= SCHEDULES_PER_PROGRAM - LARGE_SCHEDULES;
  return large ? LARGE_PLACE : PLACES[schedule]!;
}

/** One batch in so many is priced by warmth, of which the reference model knows nothing: there the inline run decides alone. */
const WARM_ONE_IN = 4;

/** Prices that a warm set changes, so that one that depended on the schedule would be seen. */
const warmSchedule: typeof oip0002 = {
  ...oip0002,
  id: "oip0002/1/warm",
  storagePolicy: "spec",
  host: {
    ...oip0002.host,
    load: { warm: 100n, cold: 2_100n },
    store: { warm: 200n, cold: 5_000n },
    call: { warm: 500n, cold: 2_600n },
  },
};

/** A batch of programs under schedules. */
export class ScheduledBatch {
  readonly deployment: Deployment;

  /**
   * @param keeper pools and engines, which batches share
   * @param first number of the first program, a multiple of `BATCH` but to repeat a single one
   */
  constructor(
    private readonly keeper: PlaceKeeper,
    private readonly seed: number,
    private readonly first: number,
    count: number,
  ) {
    const number = Math.floor(first / BATCH);
    const programs = Array.from({ length: count }, (_, at) => generateProgram(seed, first + at));
    const schedule = number % WARM_ONE_IN === WARM_ONE_IN - 1 ? warmSchedule : oip0002;
    this.deployment = new Deployment(programs, 1 + (number % 3), schedule);
  }

  /** Whether it is priced by warmth. */
  get isWarm(): boolean {
    return this.deployment.schedule === warmSchedule;
  }

  /**
   * Runs a program inline, compares it with the reference model, and then under its first `count` schedules.
   *
   * @param position of the program in the batch
   * @returns what differs first, in words, or null
   */
  async run(position: number, count: number): Promise<string | null> {
    const { deployment } = this;
    const inline = attempt(() => runInline(deployment, position));
    if (typeof inline === "string") return `inline: ${inline}`;
    const number = this.first + position;
    const engines = new EngineRuns(deployment, position);
    try {
      for (let schedule = 0; schedule < count; schedule++) {
        const place = placeOf(number, schedule);
        const seed = Math.imul(number ^ (this.seed << 20), 0x9e3779b1) ^ Math.imul(schedule + 1, 0x85ebca6b);
        const found = await (place.kind === "threads"
          ? engines.run(this.keeper.engine(place, seed), inline)
          : this.runOnPool(position, place, seed, inline));
        if (found !== null) return `schedule ${schedule}, ${place.kind} ${place.workers}: ${found}`;
      }
      return null;
    } finally {
      engines.close();
    }
  }

  private runOnPool(position: number, place: SchedulePlace, seed: number, inline: Receipts): string | null {
    const { deployment } = this;
    const pool = this.keeper.pool(place);
    const chain = deployment.newChain();
    const found = attempt(() => {
      for (const transaction of inline.keys()) {
        const request = deployment.request(position, transaction);
        const result = deployment.run(chain, request, (world: World) => pool.under(seed + transaction, world));
        const difference = bytesDifference(transaction, inline, encodeReceipt(result.receipt));
        if (difference !== null) return difference;
        commit(chain, request, result);
      }
      return null;
    });
    // What was thrown out of the middle of a transaction is of no use any more.
    if (found !== null) this.keeper.drop(place);
    return found;
  }
}

/** The canonical receipts of a program run inline, or how they differ from what the reference model says. */
function runInline(deployment: Deployment, position: number): Receipts | string {
  const chain = deployment.newChain();
  const receipts: Uint8Array[] = [];
  const model = deployment.schedule === oip0002 ? runModel(deployment, position, new Tally()) : null;
  for (const transaction of deployment.programs[position]!.transactions.keys()) {
    const request = deployment.request(position, transaction);
    const result = deployment.run(chain, request, (world) => new EagerBackend(world));
    const described = describeReceipt(result.receipt, deployment, position);
    const difference = model === null ? null : firstDifference(transaction, model[transaction]!, described);
    if (difference !== null) return JSON.stringify(difference);
    commit(chain, request, result);
    receipts.push(encodeReceipt(result.receipt));
  }
  return receipts;
}

/** The runs of one program on engines, as those of a chain of its own. */
class EngineRuns {
  private state: Chain | undefined;
  private mark = 0;

  constructor(
    private readonly deployment: Deployment,
    private readonly position: number,
  ) {}

  async run(options: EngineOptions, inline: Receipts): Promise<string | null> {
    const state = (this.state ??= this.deployed());
    try {
      for (const transaction of inline.keys()) {
        const wire = await runOnEngine(state, this.deployment.request(this.position, transaction), options);
        state.apply(wire.changes);
        const difference = bytesDifference(transaction, inline, wire.receipt);
        if (difference !== null) return difference;
      }
      return null;
    } catch (error) {
      return describeError(error);
    } finally {
      state.revert(this.mark);
      this.mark = state.mark();
    }
  }

  close(): void {
    if (this.state !== undefined) enginePool.forget(this.state.chain);
  }

  private deployed(): Chain {
    const state = this.deployment.newChain();
    this.mark = state.mark();
    return state;
  }
}

function bytesDifference(transaction: number, inline: Receipts, receipt: Uint8Array): string | null {
  const expected = inline[transaction]!;
  if (Buffer.compare(expected, receipt) === 0) return null;
  const field = receiptDifference(decodeReceipt(expected), decodeReceipt(receipt));
  return `the receipt of transaction ${transaction} differs in ${field ?? "its bytes"}`;
}

function attempt<T>(work: () => T): T | string {
  try {
    return work();
  } catch (error) {
    return describeError(error);
  }
}

function describeError(error: unknown): string {
  return `thrown: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
