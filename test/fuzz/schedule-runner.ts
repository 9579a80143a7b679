import type { EngineOptions } from "../../runtime/src/engine/engine";
import type { World } from "../../runtime/src/world";
import { Model } from "../reference-model/model";
import type { Program } from "../reference-model/program";
import { State } from "../reference-model/state";
import { firstDifference } from "./compare";
import { calldataBytes, deploy, describeReceipt, requestOf, runTransaction, type Deployment } from "./execute";
import { generateProgram } from "./generate";
import { Canceller, ChainState, decodeReceipt, EagerBackend, encodeReceipt, enginePool } from "./runtime";
import { executeOnEngine, oip0002, receiptDifference, SlotTable } from "./runtime";
import { LARGE_PLACE, PlaceKeeper, PLACES, type SchedulePlace } from "./schedule-places";

type Receipts = readonly Uint8Array[];

/** A transaction of a random program takes milliseconds; one that takes this long hangs. */
const HANG_MILLISECONDS = 20_000;

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
    const program = generateProgram(number);
    const pages = 1 + (number % 3);
    const deployment = deploy(program, pages);
    const inline = attempt(() => runInline(program, deployment, pages));
    if (typeof inline === "string") return `inline: ${inline}`;
    const engines = new EngineRuns(program, deployment);
    try {
      for (let schedule = 0; schedule < count; schedule++) {
        const place = placeOf(number, schedule);
        const seed = (Math.imul(number, 0x9e3779b1) ^ Math.imul(schedule + 1, 0x85ebca6b)) | 0;
        const found = await (place.kind === "threads"
          ? engines.run(this.keeper.engine(place, seed), inline)
          : this.runOnPool(program, deployment, place, seed, inline));
        if (found !== null) return `schedule ${schedule}, ${place.kind} ${place.workers}: ${found}`;
      }
      return null;
    } finally {
      engines.close();
    }
  }

  private runOnPool(
    program: Program,
    deployment: Deployment,
    place: SchedulePlace,
    seed: number,
    inline: Receipts,
  ): string | null {
    const pool = this.keeper.pool(place);
    const fresh = freshWorld(deployment);
    const found = attempt(() => {
      for (const [transaction, gasLimit] of program.gasLimits.entries()) {
        const make = (world: World) => pool.under(seed + transaction, world);
        const receipt = encodeReceipt(runTransaction(fresh, transaction, gasLimit, make));
        const difference = bytesDifference(transaction, inline, receipt);
        if (difference !== null) return difference;
      }
      return null;
    });
    // What was thrown out of the middle of a transaction is of no use any more.
    if (found !== null) this.keeper.drop(place);
    return found;
  }
}

/** The canonical receipts of a program run inline, or how they differ from what the reference model says. */
function runInline(program: Program, deployment: Deployment, pages: number): Receipts | string {
  const fresh = freshWorld(deployment);
  const costs = deployment.compiled.map(({ cost }) => cost);
  const receipts: Uint8Array[] = [];
  let state = State.empty();
  for (const [transaction, gasLimit] of program.gasLimits.entries()) {
    const model = new Model(program, costs, pages, calldataBytes(program), state);
    const expected = model.run(gasLimit);
    state = model.committed;
    const receipt = runTransaction(fresh, transaction, gasLimit, (world) => new EagerBackend(world));
    const difference = firstDifference(transaction, expected, describeReceipt(receipt, program.contracts.length));
    if (difference !== null) return JSON.stringify(difference);
    receipts.push(encodeReceipt(receipt));
  }
  return receipts;
}

/** The runs of one program on engines, as those of a chain of its own. */
class EngineRuns {
  private state: InstanceType<typeof ChainState> | undefined;
  private mark = 0;

  constructor(
    private readonly program: Program,
    private readonly deployment: Deployment,
  ) {}

  async run(options: EngineOptions, inline: Receipts): Promise<string | null> {
    const state = (this.state ??= this.deployed());
    try {
      for (const [transaction, gasLimit] of this.program.gasLimits.entries()) {
        const request = requestOf(this.deployment, transaction, gasLimit);
        const cancellation = { canceller: new Canceller(), watchdogMilliseconds: HANG_MILLISECONDS };
        const execute = { replay: false, journal: false };
        const wire = await executeOnEngine(options, state.picture(), request, execute, cancellation);
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

  private deployed(): InstanceType<typeof ChainState> {
    const state = new ChainState(oip0002, { number: 1n, medianTime: 1n });
    const { contractAt } = this.deployment.world;
    for (let index = 0, record = contractAt(0); record !== undefined; record = contractAt(++index)) {
      state.addContract(record);
    }
    this.mark = state.mark();
    return state;
  }
}

/** The same contracts on empty state. */
function freshWorld(deployment: Deployment): Deployment {
  const state = SlotTable.create(0, [1, 2]);
  return { ...deployment, state, world: { ...deployment.world, state } };
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
