/** Runs programs on the reference model: their operations in terms of its host functions, and what they cost. */
import type { Contract, Data, Machine } from "./contract";
import type { Frame } from "../reference-model/frame";
import { Failure } from "../reference-model/rules";
import { join, spawn } from "../reference-model/threads";
import type { OperationCost, ContractCost, ModuleCost } from "./cost";
import { LONG_NAME_HEADER, slotKey } from "./layout";
import { CALL_RESULT_BYTES, CALLDATA_BYTES, CELL_BASE, CELL_COUNT, EVENT_BYTES } from "./program";
import { GLOBAL_INITIAL, RAMP_FIRST, THREAD_RESULT_BYTES } from "./program";
import type { Body, Call, CallLoop, Join, Operand, Operation, OperationOf, Program, Spawn, SpawnLoop } from "./program";
import { kindOf, type Place, type Tally } from "./tally";

/** What the model is told of a compiled batch. */
export interface Costs {
  readonly module: ModuleCost;
  readonly contracts: readonly ContractCost[];
}

const WORD = (1n << 64n) - 1n;
const TAG = 1;
const FORMS = { join: "plain", refund: "refund", try: "try", commit: "refund" } as const;
const TRAPS = { unreachable: "TC5003", divide: "TC5004", memory: "TC5005" } as const;

/** The input of a call: the method, and the ticket of the handle that goes along. */
export function input(method: number, ticket = 0): Data {
  return { bytes: CALLDATA_BYTES, words: [BigInt(method), BigInt(ticket)] };
}

export function newMachine(pages: number): Machine {
  return { memory: new Uint8Array(CELL_BASE + 8 * CELL_COUNT), pages, global: GLOBAL_INITIAL };
}

/** The contracts of a program, for the model. */
export function contractsOf(program: Program, { module, contracts }: Costs, tally: Tally): Contract[] {
  return program.contracts.map(({ methods, threads }, index): Contract => {
    const cost = contracts[index]!;
    return {
      execute: counted(tally, (frame) => {
        const [calldata, method, exit] = module.execute as [number, number, number];
        frame.meter.charge(calldata);
        frame.query(frame.input.bytes);
        const [number, given] = frame.input.words as [bigint, bigint];
        frame.meter.charge(method);
        const body = methods[Number(number)] ?? frame.fail("TC5006");
        const run = new Run(frame, 0n, Number(given), tally);
        run.body(body, cost.methods[Number(number)]!, module.bodyTail);
        frame.meter.charge(exit);
        frame.exit(0, run.result);
      }),
      threads: threads.map((body, number) => ({
        tag: TAG,
        run: counted(tally, (frame, environment) => {
          const [before, back, end] = module.entry as [number, number, number];
          frame.meter.charge(before);
          const run = new Run(frame, environment, 0, tally);
          run.body(body, cost.threads[number]!, module.bodyTail);
          frame.meter.charge(back);
          frame.threadReturn({ bytes: THREAD_RESULT_BYTES, words: run.result.words });
          frame.meter.charge(end);
        }),
      })),
    };
  });
}

function placeOf({ isBody, thread, depth }: Frame): Place {
  if (thread !== null) return isBody ? "thread" : "below a thread";
  return depth === 1 ? "main" : "call";
}

/** Code that counts how it fails. */
function counted<Rest extends unknown[]>(tally: Tally, run: (frame: Frame, ...rest: Rest) => void): typeof run {
  return (frame, ...rest) => {
    try {
      run(frame, ...rest);
    } catch (error) {
      if (error instanceof Failure) tally.add(error.code, placeOf(frame));
      throw error;
    }
  };
}

/** One run of one body. */
class Run {
  private readonly handles = new Map<number, number>();
  /** Ticket of the last handle that a spawn has given. */
  private kept = 0;
  private readonly view: DataView;

  constructor(
    private readonly frame: Frame,
    private accumulator: bigint,
    private readonly given: number,
    private readonly tally: Tally,
  ) {
    const { buffer, byteOffset } = frame.machine.memory;
    this.view = new DataView(buffer, byteOffset);
  }

  get result(): Data {
    return { bytes: CALL_RESULT_BYTES, words: [this.accumulator, BigInt(this.kept)] };
  }

  body(body: Body, costs: readonly OperationCost[], tail: number): void {
    const { meter } = this.frame;
    body.forEach((operation, index) => {
      const parts = [...costs[index]!];
      this.tally.add(kindOf(operation), placeOf(this.frame));
      this.operation(operation, parts, () => meter.charge(parts.shift()!));
      for (const part of parts) meter.charge(part);
    });
    meter.charge(tail);
  }

  private mix(value: bigint | number): void {
    this.accumulator = (this.accumulator * 31n + BigInt(value)) & WORD;
  }

  private operand(value: Operand): bigint {
    return value === "accumulator" ? this.accumulator : value.literal & WORD;
  }

  /**
   * @param parts of its cost; those that it leaves are charged at its end
   * @param charge charges the next part
   */
  private operation(operation: Operation, parts: number[], charge: () => void): void {
    const { frame } = this;
    if (operation.operation === "spawn-loop") return this.spawnLoop(operation, parts, charge);
    if (operation.operation === "call-loop") return this.callLoop(operation, parts, charge);
    charge();
    switch (operation.operation) {
      case "burn":
        return;
      case "read":
        return this.mix(frame.load(operation.slot));
      case "write":
        return frame.store(operation.slot, this.operand(operation.value));
      case "emit":
        return this.emit(operation);
      case "set-cell":
        return this.view.setBigUint64(CELL_BASE + 8 * operation.cell, this.operand(operation.value), true);
      case "get-cell":
        return this.mix(this.view.getBigUint64(CELL_BASE + 8 * operation.cell, true));
      case "set-global":
        frame.machine.global = this.operand(operation.value);
        return;
      case "get-global":
        return this.mix(frame.machine.global);
      case "context":
        frame.query();
        return this.mix(frame.thread === null ? 0 : 1);
      case "grow":
        return this.mix(frame.grow(operation.pages) >>> 0);
      case "call":
        return this.call(operation, parts, charge);
      case "spawn":
        return this.spawn(operation);
      case "join":
        return this.join(operation, parts, charge);
      case "code":
        return this.mix(Number((frame.lastJoin()?.failure?.code ?? "TC0").slice(2)));
      case "committed":
        return this.committed(operation, parts);
      case "return":
        return frame.threadReturn({ bytes: operation.length, words: [0n] });
      case "exit":
        return frame.exit(operation.status, this.result);
      case "fail":
        if (operation.how === "revert" || operation.how === "abort") return frame.exit(1, this.result);
        return frame.fail(TRAPS[operation.how]);
    }
  }

  private emit({ value, mistake }: OperationOf<"emit">): void {
    const bytes = mistake === "long name" ? LONG_NAME_HEADER.length : EVENT_BYTES;
    this.frame.emit(bytes, this.operand(value));
    if (mistake !== undefined) this.frame.fail(mistake === "malformed" ? "TC5015" : "TC5018");
  }

  private call({ contract, method, lend, keep }: Call, parts: number[], charge: () => void): void {
    const { frame, handles } = this;
    const ticket = lend === undefined ? 0 : (handles.get(lend) ?? 0);
    const status = frame.call(contract, input(method, ticket));
    this.mix(status);
    if (status !== 0) return this.skipAnswer(parts, charge);
    charge();
    charge();
    const { bytes, words } = frame.callResult!;
    frame.query(bytes);
    const [value, handle] = words as [bigint, bigint];
    this.mix(value);
    if (keep !== undefined) handles.set(keep, Number(handle));
  }

  /** Charges up to the question whether there is an answer; what fetches it is not executed. */
  private skipAnswer(parts: number[], charge: () => void): void {
    charge();
    parts.length = 0;
  }

  private spawn({ handle, budget, access, body, mistake }: Spawn): void {
    const regions = access.kind === "memory" ? access.regions : [];
    const slots = access.kind === "reservation" ? access.slots : [];
    this.kept = spawn(this.frame, {
      entry: mistake === "entry" ? -1 : body,
      environment: this.accumulator & 0x7fffffffn,
      tag: mistake === "tag" ? TAG + 1 : TAG,
      budget: mistake === "budget" ? 0n : budget,
      slots: mistake === "keys" ? null : mistake === "slots" ? range(1_025) : slots,
      regions: mistake === "regions" ? range(65).map(() => ({ pointer: 0, length: 1 })) : regions,
    });
    this.handles.set(handle, this.kept);
  }

  private join({ handle, mode, mistake }: Join, parts: number[], charge: () => void): void {
    const { frame } = this;
    const ticket = handle === "given" ? this.given : (this.handles.get(handle) ?? 0);
    const wrong = mistake === "forged" ? "handle" : mistake === "foreign" ? "transaction" : undefined;
    const form = mistake === "mode" ? "none" : FORMS[mode];
    const status = join(frame, wrong ? { ticket, wrong } : { ticket }, form, mistake === "tag" ? TAG + 1 : TAG);
    this.mix(status);
    if (status !== 0) return this.skipAnswer(parts, charge);
    charge();
    charge();
    this.mix(frame.lastJoin()?.body.returned?.words[0] ?? 0n);
  }

  private spawnLoop({ rounds, slots, budget, body, joined }: SpawnLoop, parts: number[], charge: () => void): void {
    const { frame } = this;
    charge();
    const round = parts.slice(0, joined ? 3 : 2);
    parts.splice(0, round.length);
    for (let left = rounds; left > 0; left--) {
      const environment = this.accumulator & 0x7fffffffn;
      const reserved = range(slots).map((slot) => RAMP_FIRST + slot);
      frame.meter.charge(round[0]!);
      const ticket = spawn(frame, { entry: body, environment, tag: TAG, budget, slots: reserved, regions: [] });
      frame.meter.charge(round[1]!);
      if (!joined) continue;
      this.mix(join(frame, { ticket }, "try", TAG));
      frame.meter.charge(round[2]!);
    }
  }

  private callLoop({ rounds }: CallLoop, parts: number[], charge: () => void): void {
    const { frame } = this;
    charge();
    const [toCall, toNext] = parts.splice(0, 2) as [number, number];
    for (let left = rounds; left > 0; left--) {
      frame.meter.charge(toCall);
      this.mix(frame.call("nowhere", input(0)));
      frame.meter.charge(toNext);
    }
  }

  private committed({ index }: OperationOf<"committed">, parts: number[]): void {
    const slot = this.frame.lastJoin()?.committed[index]?.slot;
    this.mix(slot === undefined ? 0 : 1);
    const [toAnswer] = parts;
    if (slot === undefined) {
      parts.length = 0;
      return this.frame.meter.charge(toAnswer!);
    }
    this.mix(Buffer.from(slotKey(slot)).readBigUInt64LE());
  }
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
