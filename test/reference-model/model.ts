/**
 * The reference model: OIP-0002 with the rulings of `runtime/docs/rulings.md`, executed serially and as plainly as
 * possible. It imports nothing from the runtime; the two are compared receipt by receipt.
 */
import type { ContractCost, OperationCost } from "./cost";
import { Meter, OUT_OF_GAS, Trap } from "./meter";
import type { ModelReceipt, ModelThread } from "./receipt";
import { COVERED_IMAGE_BYTES, discountPercent, HOST, JOIN, PER_SLOT, SPAWN, synchronisation } from "./prices";
import { CELL_BASE, CELL_COUNT } from "./program";
import type { Operand, Operation, Program, Region } from "./program";
import type { State } from "./state";
import { slotName } from "./state";

/** What a body runs on: private memory, one global. A spawn copies it. */
interface Machine {
  readonly cells: bigint[];
  global: bigint;
}

/** A spawned, not yet joined thread. */
interface Live {
  readonly row: Mutable<ModelThread>;
  readonly frame: Frame;
  readonly slots: readonly number[];
  readonly regions: readonly Region[];
  /** The regions' bytes in main's memory at the spawn: main must leave them alone (M-3). */
  readonly lent: string;
  readonly outcome: Outcome;
  readonly pages: number;
}

interface Outcome {
  readonly code: string;
  readonly used: bigint;
  readonly value: bigint;
  readonly writes: ReadonlyMap<number, bigint>;
  readonly machine: Machine;
  readonly calls: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface Generation {
  readonly number: number;
  readonly snapshot: State;
  /** Slots written or committed since the snapshot (S-3, S-4). */
  written: Set<string>;
}

/** A thread's view of storage; absent in main. */
interface ThreadView {
  readonly contract: number;
  readonly snapshot: State;
  readonly stale: ReadonlySet<string>;
  readonly reserved: ReadonlySet<number> | null;
  readonly writes: Map<number, bigint>;
  /** Pages of the thread and of everything it calls (M-7). */
  readonly pages: number;
  /** Pages of its frames that wait for a call. */
  waiting: number;
}

class Frame {
  generation: Generation | null = null;
  unjoined = 0;
  constructor(
    readonly contract: number,
    readonly machine: Machine,
    readonly meter: Meter,
    readonly depth: number,
    /** The thread this frame belongs to, and whether it is the thread's own body. */
    readonly thread: ThreadView | null,
    readonly isCallee: boolean,
  ) {}
}

const WORD = (1n << 64n) - 1n;
const MAXIMUM_UNJOINED = 256;
const MAXIMUM_DEPTH = 32;
const MAXIMUM_CALLS = 1_024;
const MAXIMUM_PAGES = 1_024;
const PAGE_BYTES = 65_536;
const ROOMY_PAGES = 768;
const GROWTH = { roomy: 16, tight: 2 };
const RESULT_BYTES = 8;
const EVENT_BYTES = 9 + 8;

/** A transaction: one call of contract 0, method 0. */
export class Model {
  private state: State;
  private readonly before: State;
  private readonly events: string[] = [];
  private readonly threads: Mutable<ModelThread>[] = [];
  private readonly reserved = new Map<string, number>();
  private readonly live = new Map<bigint, Live>();
  private readonly ended = new Set<bigint>();
  /** Generations of every frame that is open: a write anywhere makes their snapshots stale. */
  private readonly generations = new Set<Generation>();
  private generationCount = 0;
  private unjoined = 0;
  /** Pages of main's frames that wait for a call. */
  waiting = 0;
  private calls = 0;
  private discount = 0n;

  constructor(
    private readonly program: Program,
    private readonly costs: readonly ContractCost[],
    private readonly imagePages: number,
    private readonly calldataBytes: number,
    state: State,
  ) {
    this.before = state;
    this.state = state.copy();
  }

  /** Runs the transaction; the state afterwards is `committed`. */
  run(gasLimit: bigint): ModelReceipt {
    const meter = new Meter(gasLimit);
    let code = "";
    let value = 0n;
    try {
      value = this.callFrame(0, 0, meter, 1, null);
    } catch (error) {
      if (!(error instanceof Trap)) throw error;
      code = error.code;
      this.state = this.before;
      this.events.length = 0;
    }
    return {
      code,
      value,
      gasUsed: meter.used,
      discount: this.discount,
      events: this.events,
      changes: this.state.difference(this.before),
      threads: this.threads,
    };
  }

  get committed(): State {
    return this.state;
  }

  /** A frame of main or a callee: on failure its effects are undone and its threads cancelled (F-5, F-6). */
  private callFrame(contract: number, method: number, meter: Meter, depth: number, thread: ThreadView | null): bigint {
    const cost = this.cost(contract);
    const frame = new Frame(contract, freshMachine(), meter, depth, thread, true);
    const marks = [...this.generations].map((generation) => ({ generation, written: new Set(generation.written) }));
    const undo = { state: this.state.copy(), events: this.events.length, marks };
    try {
      meter.charge(BigInt(cost.calldata) + HOST.calldata + synchronisation(this.calldataBytes));
      meter.charge(BigInt(cost.execute.before));
      const body = this.program.contracts[contract]?.methods[method];
      if (!body) throw new Trap("TC5006");
      const value = this.body(frame, body, cost.methods[method]?.operations ?? [], 0n, cost.bodyTail);
      meter.charge(BigInt(cost.execute.after));
      if (frame.unjoined > 0) throw new Trap("TC5009");
      return value;
    } catch (error) {
      if (thread === null) {
        this.state = undo.state;
        for (const { generation, written } of undo.marks) generation.written = written;
      }
      this.events.length = undo.events;
      this.cancel(frame);
      throw error;
    } finally {
      if (frame.generation) this.generations.delete(frame.generation);
    }
  }

  private body(
    frame: Frame,
    body: readonly Operation[],
    costs: readonly OperationCost[],
    start: bigint,
    tail: number,
  ): bigint {
    const handles = new Map<number, bigint>();
    let accumulator = start;
    body.forEach((operation, index) => {
      const cost = costs[index] ?? { before: 0, after: 0, skippedOnFailure: 0 };
      frame.meter.charge(BigInt(cost.before));
      accumulator = this.operation(frame, operation, accumulator, handles, cost);
    });
    frame.meter.charge(BigInt(tail));
    return accumulator;
  }

  private operation(
    frame: Frame,
    o: Operation,
    accumulator: bigint,
    handles: Map<number, bigint>,
    cost: OperationCost,
  ): bigint {
    const operand = (value: Operand): bigint => (value === "accumulator" ? accumulator : value.literal) & WORD;
    let result = accumulator;
    let after = cost.after;
    switch (o.operation) {
      case "burn":
        break;
      case "read":
        result = mix(accumulator, this.read(frame, o.slot));
        break;
      case "write":
        this.write(frame, o.slot, operand(o.value));
        break;
      case "emit":
        this.emit(frame, operand(o.value));
        break;
      case "set-cell":
        frame.machine.cells[o.cell] = operand(o.value);
        break;
      case "get-cell":
        result = mix(accumulator, frame.machine.cells[o.cell] ?? 0n);
        break;
      case "set-global":
        frame.machine.global = operand(o.value);
        break;
      case "get-global":
        result = mix(accumulator, frame.machine.global);
        break;
      case "call": {
        const { status, value } = this.call(frame, o.contract, o.method);
        result = mix(accumulator, BigInt(status));
        if (status === 0) {
          frame.meter.charge(HOST.callResult + synchronisation(RESULT_BYTES));
          result = mix(result, value);
        } else after -= cost.skippedOnFailure;
        break;
      }
      case "spawn":
        handles.set(o.handle, this.spawn(frame, o, accumulator));
        break;
      case "join": {
        const outcome = this.join(frame, handles.get(o.handle) ?? 0n, o.mode, o.wrongTag);
        result = mix(accumulator, BigInt(outcome.status));
        if (outcome.status === 0) {
          frame.meter.charge(HOST.threadResult);
          result = mix(result, outcome.value);
        } else after -= cost.skippedOnFailure;
        break;
      }
      case "fail":
        throw new Trap(o.how === "unreachable" ? "TC5003" : o.how === "divide" ? "TC5004" : "TC5002");
    }
    frame.meter.charge(BigInt(after));
    return result;
  }

  private read(frame: Frame, slot: number): bigint {
    const { thread, contract } = frame;
    const own = contract === thread?.contract ? thread.writes.get(slot) : undefined;
    if (own === undefined && thread?.stale.has(slotName(contract, slot))) throw new FatalTrap("TC4005");
    frame.meter.charge(HOST.load);
    return own ?? (thread?.snapshot ?? this.state).read(contract, slot);
  }

  private write(frame: Frame, slot: number, value: bigint): void {
    const { thread, contract } = frame;
    if (thread !== null) {
      if (frame.isCallee) throw new Trap("TC5019");
      if (thread.reserved === null) throw new Trap("TC3003");
      if (!thread.reserved.has(slot)) throw new Trap("TC4001");
    } else if (this.reserved.has(slotName(contract, slot))) throw new Trap("TC4004");
    frame.meter.charge(HOST.store);
    if (thread !== null) thread.writes.set(slot, value);
    else this.commit(contract, slot, value);
  }

  private commit(contract: number, slot: number, value: bigint): void {
    this.state.write(contract, slot, value);
    for (const generation of this.generations) generation.written.add(slotName(contract, slot));
  }

  private emit(frame: Frame, value: bigint): void {
    if (frame.thread !== null) throw new Trap(frame.isCallee ? "TC5019" : "TC3001");
    frame.meter.charge(HOST.emit + synchronisation(EVENT_BYTES));
    this.events.push(`${frame.contract}:${value}`);
  }

  private call(frame: Frame, contract: number, method: number): { status: number; value: bigint } {
    if (frame.depth + 1 > MAXIMUM_DEPTH) throw new Trap("TC5016");
    if (this.calls + 1 > MAXIMUM_CALLS) throw new Trap("TC5017");
    this.calls++;
    frame.meter.charge(HOST.call);
    const flow = frame.thread ?? this;
    flow.waiting += this.imagePages;
    try {
      if (this.imagePages > this.freePages(frame.thread)) throw new Trap("TC5008");
      return { status: 0, value: this.callFrame(contract, method, frame.meter, frame.depth + 1, frame.thread) };
    } catch (error) {
      if (!(error instanceof Trap) || error instanceof FatalTrap) throw error;
      return { status: 1, value: 0n };
    } finally {
      flow.waiting -= this.imagePages;
    }
  }

  /** Pages that a frame beginning now may have: what waiting frames and, in main, live threads leave (M-7). */
  private freePages(thread: ThreadView | null): number {
    if (thread !== null) return thread.pages - thread.waiting;
    return MAXIMUM_PAGES - this.waiting - [...this.live.values()].reduce((sum, live) => sum + live.pages, 0);
  }

  private spawn(frame: Frame, o: Extract<Operation, { operation: "spawn" }>, accumulator: bigint): bigint {
    if (frame.thread !== null) throw new Trap(frame.isCallee ? "TC5023" : "TC3002");
    const slots = o.access.kind === "reservation" ? o.access.slots : [];
    const regions = o.access.kind === "memory" ? o.access.regions : [];
    const generation = frame.generation;
    const pages = this.validateSpawn(frame, slots, regions);
    const fee =
      SPAWN + PER_SLOT * BigInt(slots.length) + synchronisation(this.imagePages * PAGE_BYTES - COVERED_IMAGE_BYTES);
    frame.meter.charge(fee + lending(regions) + o.budget);
    const current = generation ?? {
      number: ++this.generationCount,
      snapshot: this.state.copy(),
      written: new Set<string>(),
    };
    frame.generation = current;
    this.generations.add(current);
    const row: Mutable<ModelThread> = {
      ticket: this.threads.length + 1,
      budget: o.budget,
      generation: current.number,
      end: "cancelled",
      code: "TC5009",
      used: o.budget,
      refund: 0n,
      discount: 0n,
    };
    this.threads.push(row);
    for (const slot of slots) this.reserved.set(slotName(frame.contract, slot), row.ticket);
    const machine = { cells: [...frame.machine.cells], global: frame.machine.global };
    const reserved = slots.length > 0 ? new Set(slots) : null;
    const view = {
      contract: frame.contract,
      snapshot: current.snapshot,
      stale: new Set(current.written),
      reserved,
      writes: new Map<number, bigint>(),
      pages,
      waiting: 0,
    };
    const outcome = this.runThread(frame, view, machine, o.budget, o.body, accumulator & 0x7fffffffn);
    const handle = BigInt(row.ticket);
    this.live.set(handle, { row, frame, slots, regions, lent: bytesOf(frame.machine, regions), outcome, pages });
    frame.unjoined++;
    this.unjoined++;
    return handle;
  }

  private validateSpawn(frame: Frame, slots: readonly number[], regions: readonly Region[]): number {
    const others = [...this.live.values()].filter((live) => live.frame === frame).flatMap((live) => live.regions);
    regions.forEach((region, index) => {
      if ([...others, ...regions.slice(0, index)].some((other) => overlap(region, other))) throw new Trap("TC4008");
    });
    slots.forEach((slot, index) => {
      const name = slotName(frame.contract, slot);
      if (slots.indexOf(slot) !== index) throw new Trap("TC4003");
      if (this.reserved.has(name)) throw new Trap("TC4002");
      if (frame.generation?.written.has(name)) throw new Trap("TC4005");
    });
    if (this.unjoined + 1 > MAXIMUM_UNJOINED) throw new Trap("TC5013");
    const free = this.freePages(null) - this.imagePages;
    if (this.imagePages > free) throw new Trap("TC5024");
    return Math.min(free, this.imagePages + (free >= ROOMY_PAGES ? GROWTH.roomy : GROWTH.tight));
  }

  /** A thread is a pure function, so it runs here and now, whenever its handle is joined. */
  private runThread(
    frame: Frame,
    view: ThreadView,
    machine: Machine,
    budget: bigint,
    body: number,
    start: bigint,
  ): Outcome {
    const meter = new Meter(budget);
    const cost = this.cost(frame.contract);
    const inside = new Frame(frame.contract, machine, meter, frame.depth, view, false);
    const callsBefore = this.calls;
    let code = "";
    let value = 0n;
    try {
      meter.charge(BigInt(cost.entry.before));
      const operations = this.program.contracts[frame.contract]?.threads[body] ?? [];
      value = this.body(inside, operations, cost.threads[body]?.operations ?? [], start, cost.bodyTail);
      meter.charge(BigInt(cost.entry.after) + HOST.threadReturn + synchronisation(RESULT_BYTES));
    } catch (error) {
      if (!(error instanceof Trap)) throw error;
      code = error.code;
    }
    const calls = this.calls - callsBefore;
    this.calls = callsBefore;
    return { code, used: meter.used, value, writes: view.writes, machine, calls };
  }

  private join(
    frame: Frame,
    handle: bigint,
    mode: "join" | "refund" | "try",
    wrongTag: boolean,
  ): { status: number; value: bigint } {
    if (frame.thread !== null) throw new Trap(frame.isCallee ? "TC5023" : "TC2008");
    const live = this.live.get(handle);
    if (!live) throw new Trap(this.ended.has(handle) ? "TC5011" : "TC5010");
    if (wrongTag) throw new Trap("TC2007");
    const { row, outcome } = live;
    const failed = outcome.code !== "";
    frame.meter.charge(JOIN);
    const width = this.unjoined;
    this.end(handle, live);
    this.calls += outcome.calls;
    Object.assign(row, { end: "joined", code: outcome.code, used: outcome.used });
    if (!failed) this.incorporate(frame, live);
    if (mode !== "join") {
      row.refund = row.budget - outcome.used;
      row.discount = failed ? 0n : (outcome.used * discountPercent(width)) / 100n;
      frame.meter.refund(row.refund + row.discount);
      this.discount += row.discount;
    }
    if (!failed) return { status: 0, value: outcome.value };
    if (mode !== "try") throw new Trap(outcome.code);
    return { status: outcome.code === OUT_OF_GAS ? 1 : outcome.code === "TC5002" ? 2 : 3, value: 0n };
  }

  /** Commits what a successful thread may give back: its slots, sorted, and its regions. */
  private incorporate(frame: Frame, live: Live): void {
    const { outcome, regions } = live;
    frame.meter.charge(synchronisation(RESULT_BYTES) + lending(regions));
    if (bytesOf(frame.machine, regions) !== live.lent) throw new Trap("TC4009");
    for (const [slot, value] of outcome.writes) this.commit(frame.contract, slot, value);
    for (const cell of cellsOf(regions)) frame.machine.cells[cell] = outcome.machine.cells[cell] ?? 0n;
  }

  /** Releases what a thread held, whatever became of it (F-11). */
  private end(handle: bigint, live: Live): void {
    this.live.delete(handle);
    this.ended.add(handle);
    for (const slot of live.slots) this.reserved.delete(slotName(live.frame.contract, slot));
    live.frame.unjoined--;
    this.unjoined--;
    if (live.frame.unjoined === 0 && live.frame.generation) {
      this.generations.delete(live.frame.generation);
      live.frame.generation = null;
    }
  }

  private cancel(frame: Frame): void {
    for (const [handle, live] of [...this.live]) if (live.frame === frame) this.end(handle, live);
  }

  private cost(contract: number): ContractCost {
    const cost = this.costs[contract];
    if (!cost) throw new RangeError(`no costs of contract ${contract}`);
    return cost;
  }
}

/** A trap that no caller can catch: a stale read inside a call below a thread fails the whole thread. */
class FatalTrap extends Trap {}

function mix(accumulator: bigint, value: bigint): bigint {
  return (accumulator * 31n + value) & WORD;
}

function freshMachine(): Machine {
  return { cells: Array.from({ length: CELL_COUNT }, () => 0n), global: 7n };
}

function overlap(a: Region, b: Region): boolean {
  return a.pointer < b.pointer + b.lengthBytes && b.pointer < a.pointer + a.lengthBytes;
}

/** Every region is synchronised by itself, at the spawn and again at the join (G-2). */
function lending(regions: readonly Region[]): bigint {
  return regions.reduce((sum, region) => sum + synchronisation(region.lengthBytes), 0n);
}

function cellsOf(regions: readonly Region[]): number[] {
  const cells = Array.from({ length: CELL_COUNT }, (_, cell) => cell);
  return cells.filter((cell) => regions.some((r) => overlap(r, { pointer: CELL_BASE + 8 * cell, lengthBytes: 8 })));
}

function bytesOf(machine: Machine, regions: readonly Region[]): string {
  return cellsOf(regions)
    .map((cell) => machine.cells[cell])
    .join(",");
}
