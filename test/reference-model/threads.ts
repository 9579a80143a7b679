/** `thread_spawn` and `thread_join`, each in the order of the rulings. */
import type { Handle, SpawnRequest } from "../fuzz/contract";
import type { Region } from "../fuzz/program";
import { Frame } from "./frame";
import { discountPercent, Failure, LIMIT, Meter, PRICE, Status, synchronisation, threadPages, trap } from "./rules";
import type { State } from "./state";
import type { Transaction } from "./transaction";

/** A thread is a pure function of its job, so it runs at its spawn, whenever its handle is joined (P-1). */
export class Thread {
  state: "live" | "joined" | "cancelled" = "live";
  /** Threads spawned before its join, the last write of its commit, whether a frame it belonged to failed (S-7). */
  ticketsAtJoin = 0;
  committedAt = 0;
  undone = false;
  refund = 0n;
  discount = 0n;
  percent = 0n;
  failure: Failure | null = null;
  calls: number;
  waitingPages = 0;
  readonly body: Frame;
  readonly ticket: number;
  /** The parent's memory, and the slots that are stale, at the spawn. */
  readonly lent: Uint8Array;
  readonly stale: ReadonlySet<string>;
  readonly reads = new Set<string>();
  readonly writes = new Map<string, bigint>();

  constructor(
    readonly transaction: Transaction,
    readonly parent: Frame,
    /** The time from a frame's first spawn until none of its threads is live (S-2, X-2). */
    readonly generation: { readonly number: number; readonly snapshot: State },
    readonly request: SpawnRequest,
    readonly fee: bigint,
    readonly reserved: ReadonlySet<string>,
    readonly pageLimit: number,
  ) {
    const { machine, contract, depth, input, readOnly, flow } = parent;
    this.ticket = transaction.threads.length + 1;
    this.lent = machine.memory.slice();
    this.stale = transaction.state.writtenSince(generation.snapshot.time);
    this.calls = flow.calls;
    const copy = { ...machine, memory: machine.memory.slice() };
    this.body = new Frame(this, contract, copy, new Meter(request.budget), depth, input, readOnly, true);
    try {
      transaction.contracts[contract]!.threads[request.entry]!.run(this.body, request.environment);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.failure = error;
    }
    this.calls -= flow.calls;
  }

  /** What a join commits, in the order of keys (S-10): nothing of a thread that failed (F-1). */
  get committed(): { readonly slot: number; readonly name: string; readonly value: bigint }[] {
    const writes = this.failure === null ? [...this.writes] : [];
    const named = writes.map(([name, value]) => ({ slot: Number(name.split(":")[1]), name, value }));
    return named.sort((left, right) => left.slot - right.slot);
  }
}

/** Answers the ticket. */
export function spawn(frame: Frame, request: SpawnRequest): number {
  if (frame.thread !== null) trap(frame.isBody ? "TC3002" : "TC5023");
  const { transaction } = frame.flow;
  const { budget, regions, entry, tag } = request;
  const manifest = transaction.contracts[frame.contract]!.threads[entry];
  if (manifest?.tag !== tag || budget < 1n) trap("TC5015");
  const slots = request.slots ?? trap("TC5015");
  if (slots.length > LIMIT.slotsOfSpawn) trap("TC4007");
  if (regions.length > LIMIT.regionsOfSpawn) trap("TC5015");
  checkRegions(frame, regions);
  const reserved = checkSlots(frame, slots);
  if (transaction.live.length >= LIMIT.unjoinedThreads) trap("TC5013");
  const { pages } = frame.machine;
  const pageLimit = threadPages(frame.pagesFree - pages, pages) ?? trap("TC5024");
  const copied = synchronisation((pages - 1) * LIMIT.pageBytes) + lending(regions);
  const fee = PRICE.spawn + PRICE.slot * BigInt(slots.length) + copied;
  frame.meter.charge(fee + budget);
  const generation = transaction.liveOf(frame)[0]?.generation ?? transaction.beginGeneration();
  return transaction.threads.push(new Thread(transaction, frame, generation, request, fee, reserved, pageLimit));
}

function overlap(left: Region, right: Region): boolean {
  return left.pointer < right.pointer + right.length && right.pointer < left.pointer + left.length;
}

function checkRegions(frame: Frame, regions: readonly Region[]): void {
  regions.forEach((region, index) => {
    if (region.length === 0 || region.pointer + region.length > frame.machine.pages * LIMIT.pageBytes) trap("TC4010");
    if (regions.slice(0, index).some((earlier) => overlap(earlier, region))) trap("TC4008");
  });
  const lent = frame.flow.transaction.liveOf(frame).flatMap((thread) => thread.request.regions);
  if (lent.some((other) => regions.some((region) => overlap(other, region)))) trap("TC4008");
}

/** Slots are not too many, listed once, free, and not stale; answers their names. */
function checkSlots(frame: Frame, slots: readonly number[]): ReadonlySet<string> {
  const reserved = new Set<string>();
  if (slots.length === 0) return reserved;
  if (frame.readOnly) trap("TC5019");
  const { live, state, threads } = frame.flow.transaction;
  const total = threads.reduce((sum, thread) => sum + thread.reserved.size, slots.length);
  if (total > LIMIT.slotsOfTransaction) trap("TC4007");
  const sibling = live.find(({ parent }) => parent === frame);
  const stale = state.writtenSince(sibling?.generation.snapshot.time ?? Infinity);
  for (const slot of slots) {
    const name = `${frame.contract}:${slot}`;
    if (reserved.has(name)) trap("TC4003");
    if (live.some((thread) => thread.reserved.has(name))) trap("TC4002");
    if (stale.has(name)) trap("TC4005");
    reserved.add(name);
  }
  return reserved;
}

/** Every region is synchronised by itself, at the spawn and again at the join (G-2). */
function lending(regions: readonly Region[]): bigint {
  return regions.reduce((sum, region) => sum + synchronisation(region.length), 0n);
}

/** @param form "plain", "refund" or "try"; there is no other */
export function join(frame: Frame, { ticket, wrong }: Handle, form: string, tag: number): Status {
  if (frame.thread !== null) trap("TC2008");
  if (!["plain", "refund", "try"].includes(form)) trap("TC5015");
  if (ticket === 0 || wrong === "handle") trap("TC5010");
  const { transaction } = frame.flow;
  const thread = transaction.threads[ticket - 1]!;
  if (wrong === "transaction" || thread.parent !== frame) trap("TC5012");
  if (thread.state !== "live") trap("TC5011");
  if (thread.request.tag !== tag) trap("TC2007");
  frame.meter.charge(PRICE.join);
  const width = transaction.live.length;
  // Whatever came of it, it holds nothing any more (F-11).
  Object.assign(thread, { state: "joined", ticketsAtJoin: transaction.threads.length });
  const { failure, body } = thread;
  if (failure === null) commit(frame, thread);
  transaction.calls += thread.calls;
  if (form !== "plain") {
    thread.percent = failure === null ? discountPercent(width) : 0n;
    thread.discount = (body.meter.used * thread.percent) / 100n;
    thread.refund = body.meter.limit - body.meter.used;
    frame.meter.refund(thread.refund + thread.discount);
  }
  frame.joined = thread;
  if (failure === null || form === "try") return failure?.status ?? Status.success;
  throw Object.assign(new Failure(failure.code), { ticket });
}

/** Makes a thread's slots and regions the joiner's, unless the joiner has changed a region meanwhile (M-3). */
function commit({ meter, machine }: Frame, thread: Thread): void {
  const { request, lent, body, transaction } = thread;
  meter.charge(synchronisation(body.returned?.bytes ?? 0) + lending(request.regions));
  const parts = request.regions.map(({ pointer, length }) => [pointer, pointer + length] as const);
  for (const [from, to] of parts) {
    if (machine.memory.subarray(from, to).some((byte, at) => byte !== lent[from + at])) trap("TC4009");
  }
  for (const [from, to] of parts) machine.memory.set(body.machine.memory.subarray(from, to), from);
  for (const { name, value } of thread.committed) transaction.state.write(name, value);
  thread.committedAt = transaction.state.time;
}
