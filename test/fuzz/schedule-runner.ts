import type { EngineOptions } from "../../runtime/src/engine/engine";
import type { World } from "../../runtime/src/world";
import { firstDifference, runModel } from "./compare";
import { describeReceipt } from "./describe";
import { commit, Deployment, runOnEngine, type Chain } from "./execute";
import { generateProgram } from "./generate";
import { decodeReceipt, EagerBackend, encodeReceipt, enginePool, receiptDifference } from "./runtime";
import { LARGE_PLACE, PlaceKeeper, PLACES, type SchedulePlace } from "./schedule-places";
import { Tally } from "./tally";

type Receipts = readonly Uint8Array[];

/** Programs of schedules are those of this seed. */
const PROGRAM_SEED = 0;

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

/** Runs programs under schedules, and keeps the pools and engines for the next one. */
export class ScheduleRunner {
  private readonly keeper = new PlaceKeeper();

  /**
   * Runs a program inline, compares it with the reference model, and then under its first `count` schedules.
   *
   * @returns what differs first, in words, or null
   */
  async run(number: number, count: number): Promise<string | null> {
    const deployment = new Deployment([generateProgram(PROGRAM_SEED, number)], 1 + (number % 3));
    const inline = attempt(() => runInline(deployment));
    if (typeof inline === "string") return `inline: ${inline}`;
    const engines = new EngineRuns(deployment);
    try {
      for (let schedule = 0; schedule < count; schedule++) {
        const place = placeOf(number, schedule);
        const seed = (Math.imul(number, 0x9e3779b1) ^ Math.imul(schedule + 1, 0x85ebca6b)) | 0;
        const found = await (place.kind === "threads"
          ? engines.run(this.keeper.engine(place, seed), inline)
          : this.runOnPool(deployment, place, seed, inline));
        if (found !== null) return `schedule ${schedule}, ${place.kind} ${place.workers}: ${found}`;
      }
      return null;
    } finally {
      engines.close();
    }
  }

  private runOnPool(deployment: Deployment, place: SchedulePlace, seed: number, inline: Receipts): string | null {
    const pool = this.keeper.pool(place);
    const chain = deployment.newChain();
    const found = attempt(() => {
      for (const transaction of inline.keys()) {
        const request = deployment.request(0, transaction);
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
function runInline(deployment: Deployment): Receipts | string {
  const chain = deployment.newChain();
  const receipts: Uint8Array[] = [];
  for (const [transaction, expected] of runModel(deployment, 0, new Tally()).entries()) {
    const request = deployment.request(0, transaction);
    const result = deployment.run(chain, request, (world) => new EagerBackend(world));
    const difference = firstDifference(transaction, expected, describeReceipt(result.receipt, deployment, 0));
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

  constructor(private readonly deployment: Deployment) {}

  async run(options: EngineOptions, inline: Receipts): Promise<string | null> {
    const state = (this.state ??= this.deployed());
    try {
      for (const transaction of inline.keys()) {
        const wire = await runOnEngine(state, this.deployment.request(0, transaction), options);
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
