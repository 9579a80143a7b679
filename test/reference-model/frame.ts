/** A frame is one run of one contract; its methods are the host functions that the contract can call. */
import type { Data, Machine } from "../fuzz/contract";
import { Failure, LIMIT, PRICE, Status, synchronisation, trap, type Meter } from "./rules";
import { Thread } from "./threads";
import type { Transaction } from "./transaction";

/** Thrown by a contract that has come to its end. */
class Exit {
  constructor(readonly data: Data) {}
}

export class Frame {
  /** What the last call, this thread, and the last join brought. */
  callResult: Data | null = null;
  returned: Data | null = null;
  joined: Thread | null = null;
  /** Whether `memory.grow` was refused: a trap after that is the allocator's (M-7). */
  private refused = false;

  constructor(
    /** What it shares with the other frames of the main execution, or of its thread. */
    readonly flow: Transaction | Thread,
    readonly contract: number,
    readonly machine: Machine,
    readonly meter: Meter,
    readonly depth: number,
    readonly input: Data,
    readonly readOnly: boolean,
    /** Whether this is the body of a thread, and not a call. */
    readonly isBody: boolean,
  ) {}

  get thread(): Thread | null {
    return this.flow instanceof Thread ? this.flow : null;
  }

  get pagesFree(): number {
    return this.flow.pageLimit - this.flow.waitingPages;
  }

  /** Own writes first, then the snapshot; a stale slot ends the whole thread (S-3, S-9). */
  load(slot: number): bigint {
    const { thread } = this;
    const name = `${this.contract}:${slot}`;
    const own = thread?.writes.get(name);
    if (own === undefined && thread?.stale.has(name)) throw Object.assign(new Failure("TC4005"), { through: true });
    if (own === undefined) thread?.reads.add(name);
    this.meter.charge(PRICE.load);
    return own ?? (thread?.generation.snapshot ?? this.flow.transaction.state).read(name);
  }

  store(slot: number, value: bigint): void {
    const { thread, flow } = this;
    const name = `${this.contract}:${slot}`;
    if (this.isBody && thread?.reserved.size === 0) trap("TC3003");
    if (this.readOnly) trap("TC5019");
    if (thread !== null && !thread.reserved.has(name)) trap("TC4001");
    if (thread === null && flow.transaction.live.some(({ reserved }) => reserved.has(name))) trap("TC4004");
    this.meter.charge(PRICE.store);
    if (thread === null) flow.transaction.state.write(name, value);
    else thread.writes.set(name, value);
  }

  emit(bytes: number, value: bigint): void {
    if (this.isBody) trap("TC3001");
    if (this.readOnly) trap("TC5019");
    this.meter.charge(PRICE.emit + synchronisation(bytes));
    this.flow.transaction.events.push(`${this.contract}:${value}`);
  }

  call(contract: number | "nowhere", input: Data): number {
    const { flow, meter, machine } = this;
    if (this.depth >= LIMIT.depth) trap("TC5016");
    if (flow.calls >= LIMIT.calls) trap("TC5017");
    flow.calls++;
    meter.charge(PRICE.call);
    this.callResult = null;
    if (contract === "nowhere") return 1;
    flow.waitingPages += machine.pages;
    try {
      const readOnly = this.readOnly || this.thread !== null;
      const own = flow.transaction.newMachine();
      this.callResult = runCall(new Frame(flow, contract, own, meter, this.depth + 1, input, readOnly, false));
      return 0;
    } catch (error) {
      if (error instanceof Failure && !error.through) return error.exitStatus;
      throw error;
    } finally {
      flow.waitingPages -= machine.pages;
    }
  }

  /** Pays for `calldata`, `callResult`, `thread_context`, and what copies or only asks. */
  query(bytes = 0): void {
    this.meter.charge(PRICE.query + synchronisation(bytes));
  }

  /** The thread that was joined last, for those who can join (H-5, X-1). */
  lastJoin(): Thread | null {
    if (this.thread !== null) trap("TC2008");
    this.query();
    return this.joined;
  }

  threadReturn(data: Data): void {
    if (!this.isBody) trap("TC5015");
    this.query(data.bytes);
    if (data.bytes > LIMIT.resultBytes) trap("TC5014");
    if (this.returned !== null) trap("TC5015");
    this.returned = data;
  }

  exit(status: number, data: Data): never {
    if (status !== 0 || this.isBody) throw new Failure("TC5002", Status.reverted, status);
    throw new Exit(data);
  }

  /** A trap of the contract's code. */
  fail(code: string): never {
    return trap(code === "TC5003" && this.refused ? "TC5008" : code);
  }

  /** `memory.grow`: the pages before, or -1. */
  grow(pages: number): number {
    const before = this.machine.pages;
    const refused = before + pages > this.pagesFree;
    this.refused ||= refused;
    if (refused) return -1;
    this.meter.charge(PRICE.memoryPage * BigInt(pages));
    this.machine.pages += pages;
    return before;
  }
}

/** Runs a call: nothing stays of one that fails, and no thread outlives it (F-5, F-6). */
export function runCall(frame: Frame): Data {
  const { transaction } = frame.flow;
  if (frame.machine.pages > frame.pagesFree) trap("TC5008");
  const undo = transaction.mark();
  try {
    transaction.contracts[frame.contract]!.execute(frame);
    throw new RangeError("a contract ends by its exit");
  } catch (error) {
    const orphans = transaction.liveOf(frame).length > 0;
    if (error instanceof Exit && !orphans) return error.data;
    if (frame.thread === null) undo();
    throw error instanceof Exit ? new Failure("TC5009", Status.reverted) : error;
  } finally {
    for (const thread of transaction.liveOf(frame)) thread.state = "cancelled";
  }
}
