/** Compiles bodies of programs and counts what each operation costs in operators. */
import { Code } from "./assembler";
import type { OperationCost } from "./cost";
import { importIndex } from "./imports";
import * as layout from "./layout";
import { CALL_RESULT_BYTES, CALLDATA_BYTES, CELL_BASE, EVENT_BYTES, HANDLE_COUNT } from "./program";
import type {
  Body,
  Call,
  CallLoop,
  Failure,
  Join,
  Operand,
  Operation,
  OperationOf,
  Region,
  Spawn,
  SpawnLoop,
} from "./program";

const ACCUMULATOR = 0;
const FIRST_HANDLE = 1;
const LOOP_HANDLE = FIRST_HANDLE + HANDLE_COUNT;
const COUNTER = LOOP_HANDLE + 1;
const STATUS = COUNTER + 1;

/** 64-bit locals, then 32-bit ones. */
export const BODY_LOCALS = { long: HANDLE_COUNT + 1, short: 2 } as const;

const JOIN_FORMS = { join: 0, refund: 1, try: 2, commit: 1 } as const;
const NO_FORM = 3;
/** One bit of each of a handle's marks. */
const HANDLE_MARKS = { forged: 1n << 40n, foreign: 1n << 52n } as const;
const NO_ENTRY = 9_999;
const NO_METHOD = 0xffff;
const EMPTY_BLOCK = [0x40];

/** Lists of slots and regions that spawns point at; equal ones lie in one place. */
export class Lists {
  readonly segments: { offset: number; bytes: Uint8Array }[] = [];
  private readonly known = new Map<string, number>();
  private next = layout.LISTS;

  add(bytes: Uint8Array): number {
    const name = Buffer.from(bytes).toString("hex");
    const found = this.known.get(name);
    if (found !== undefined) return found;
    const offset = this.next;
    if (bytes.length > 0) this.segments.push({ offset, bytes });
    this.known.set(name, offset);
    this.next += bytes.length;
    if (this.next > layout.RAMP) throw new RangeError("the programs of a batch have too many lists");
    return offset;
  }
}

/** What bodies of one contract refer to. */
export interface BodyContext {
  readonly lists: Lists;
  readonly tag: number;
  /** Table index of the contract's first thread entry. */
  readonly firstEntry: number;
  /** Selectors of the program's methods, by contract. */
  readonly selectors: readonly (readonly number[])[];
}

/** Compiles one body. */
export function compileBody(body: Body, context: BodyContext): { code: Code; costs: OperationCost[] } {
  const compiler = new BodyCompiler(context);
  const costs = body.map((operation) => compiler.operation(operation));
  compiler.code.get(ACCUMULATOR);
  return { code: compiler.code, costs };
}

class BodyCompiler {
  readonly code = new Code();
  private parts: number[] = [];
  private counted = 0;

  constructor(private readonly context: BodyContext) {}

  /** Writes one operation and returns what it costs. */
  operation(operation: Operation): OperationCost {
    this.parts = [];
    this.emitOperation(operation);
    this.part();
    return this.parts;
  }

  /** Ends a part of the operation's cost here; `extra` for what runs more than once. */
  private part(extra = 0): void {
    this.parts.push(this.code.count - this.counted + extra);
    this.counted = this.code.count;
  }

  private host(name: string): void {
    this.code.call(importIndex(name));
    this.part();
  }

  private operand(value: Operand): void {
    if (value === "accumulator") this.code.get(ACCUMULATOR);
    else this.code.i64(BigInt.asIntN(64, value.literal));
  }

  /** accumulator = accumulator × 31 + what `value` leaves on the stack. */
  private mix(value: () => void): void {
    this.code.get(ACCUMULATOR).i64(31n).emit(0x7e);
    value();
    this.code.emit(0x7c).set(ACCUMULATOR);
  }

  /** Folds in the 32-bit number that is on the stack. */
  private mixStatus(): void {
    this.code.set(STATUS);
    this.mix(() => this.code.get(STATUS).emit(0xad));
  }

  /** Folds in a status and, if it is 0 or not, as `on` says, the answer that `fetch` gets. */
  private foldAnswer(on: "zero" | "other", fetch: () => void, then: () => void = () => undefined): void {
    const { code } = this;
    this.mixStatus();
    code.get(STATUS);
    if (on === "zero") code.emit(0x45);
    code.emit(0x04, EMPTY_BLOCK);
    this.part();
    fetch();
    this.mix(() => code.i32(layout.READ_BUFFER).load64());
    then();
    code.emit(0x0b);
  }

  private emitOperation(operation: Operation): void {
    const { code } = this;
    switch (operation.operation) {
      case "burn":
        return this.burn(operation);
      case "read":
        code.i32(layout.KEYS + 32 * operation.slot).i32(layout.READ_BUFFER);
        this.host("load");
        return this.mix(() => code.i32(layout.READ_BUFFER).load64());
      case "write":
        this.storeAt(layout.VALUE_BUFFER, operation.value);
        code.i32(layout.KEYS + 32 * operation.slot).i32(layout.VALUE_BUFFER);
        return this.host("store");
      case "emit":
        return this.emitEvent(operation);
      case "set-cell":
        return this.storeAt(CELL_BASE + 8 * operation.cell, operation.value);
      case "get-cell":
        return this.mix(() => code.i32(CELL_BASE + 8 * operation.cell).load64());
      case "set-global":
        this.operand(operation.value);
        return void code.emit(0x24, [0]);
      case "get-global":
        return this.mix(() => code.emit(0x23, [0]));
      case "grow":
        return this.mix(() => {
          code.i32(operation.pages).emit(0x40, [0]);
          this.part();
          code.emit(0xad);
        });
      case "context":
        return this.query("thread_context");
      case "code":
        return this.query("thread_result_code");
      default:
        return this.emitThreadOperation(operation);
    }
  }

  private emitThreadOperation(
    operation: OperationOf<
      "call" | "spawn" | "join" | "spawn-loop" | "call-loop" | "committed" | "return" | "exit" | "fail"
    >,
  ): void {
    const { code } = this;
    switch (operation.operation) {
      case "call":
        return this.call(operation);
      case "spawn":
        return this.spawn(operation);
      case "join":
        return this.join(operation);
      case "spawn-loop":
        return this.spawnLoop(operation);
      case "call-loop":
        return this.callLoop(operation);
      case "committed":
        code.i32(operation.index).i32(layout.READ_BUFFER);
        this.host("thread_committed");
        return this.foldAnswer("other", () => undefined);
      case "return":
        code.i32(layout.RESULT_BUFFER).i32(operation.length);
        return this.host("thread_return");
      case "exit":
        return this.exit(operation.status);
      case "fail":
        return this.fail(operation.how);
    }
  }

  private storeAt(address: number, value: Operand): void {
    this.code.i32(address);
    this.operand(value);
    this.code.store64();
  }

  private query(name: string): void {
    this.mix(() => {
      this.host(name);
      this.code.emit(0xad);
    });
  }

  private burn({ iterations }: OperationOf<"burn">): void {
    const { code } = this;
    code.i32(iterations).set(COUNTER).emit(0x03, EMPTY_BLOCK);
    const loopStart = code.count;
    code.get(COUNTER).i32(1).emit(0x6b).emit(0x22, [COUNTER]).emit(0x0d, [0]);
    const perIteration = code.count - loopStart;
    code.emit(0x0b);
    this.part(perIteration * (iterations - 1));
  }

  private emitEvent({ value, mistake }: OperationOf<"emit">): void {
    this.storeAt(layout.EVENT_BUFFER + layout.EVENT_HEADER.length, value);
    if (mistake === undefined) this.code.i32(layout.EVENT_BUFFER).i32(EVENT_BYTES);
    else if (mistake === "malformed") this.code.i32(layout.MALFORMED_EVENT).i32(EVENT_BYTES);
    else this.code.i32(layout.LONG_NAME_EVENT).i32(layout.LONG_NAME_HEADER.length);
    this.host("emit");
  }

  private call({ contract, method, lend, keep }: Call): void {
    const { code, context } = this;
    const selector = contract === "nowhere" ? undefined : context.selectors[contract]?.[method];
    const handle = (): Code => (lend === undefined ? code.i64(0n) : code.get(FIRST_HANDLE + lend));
    code.i32(layout.CALLDATA).i32(selector ?? NO_METHOD);
    code.emit(0x3b, [0], [0]);
    code.i32(layout.CALLDATA_HANDLE);
    handle().store64();
    code.i32(contract === "nowhere" ? layout.KEYS : layout.CALLDATA_ADDRESSES + 32 * contract);
    code.i32(layout.CALLDATA).i32(CALLDATA_BYTES).i32(layout.CALL_LENGTH);
    this.host("call");
    const fetch = (): void => {
      code.i32(0).i32(CALL_RESULT_BYTES).i32(layout.READ_BUFFER);
      this.host("callResult");
    };
    this.foldAnswer("zero", fetch, () => {
      if (keep === undefined) return;
      code.i32(layout.READ_BUFFER + 8).load64();
      code.set(FIRST_HANDLE + keep);
    });
  }

  /** The spawn's entry and environment: the accumulator's low bits. */
  private entry(body: number): void {
    this.code.i32(this.context.firstEntry + body).get(ACCUMULATOR);
    this.code.emit(0xa7).i32(0x7fffffff).emit(0x71);
  }

  private spawn({ handle, budget, access, body, mistake }: Spawn): void {
    const { code, context } = this;
    const slots = access.kind === "reservation" ? access.slots : [];
    const regions = access.kind === "memory" ? access.regions : [];
    this.entry(mistake === "entry" ? NO_ENTRY : body);
    code.i64(mistake === "budget" ? 0n : BigInt.asIntN(64, budget));
    if (mistake === "slots") code.i32(layout.RAMP).i32(1_025);
    else if (mistake === "keys") code.i32(-32).i32(2);
    else code.i32(this.slotList(slots)).i32(access.kind === "reservation" ? slots.length : -1);
    code.i32(this.regionList(regions)).i32(mistake === "regions" ? 65 : regions.length);
    code.i32((context.tag + (mistake === "tag" ? 1 : 0)) | 0);
    this.host("thread_spawn");
    code.set(FIRST_HANDLE + handle);
    code
      .i32(layout.KEPT)
      .get(FIRST_HANDLE + handle)
      .store64();
  }

  private slotList(slots: readonly number[]): number {
    return this.context.lists.add(Buffer.concat(slots.map((slot) => layout.slotKey(slot))));
  }

  private regionList(regions: readonly Region[]): number {
    const numbers = Uint32Array.from(regions.flatMap(({ pointer, length }) => [pointer, length]));
    return this.context.lists.add(new Uint8Array(numbers.buffer));
  }

  private join({ handle, mode, mistake }: Join): void {
    const { code, context } = this;
    if (handle === "given") code.i32(layout.GIVEN).load64();
    else code.get(FIRST_HANDLE + handle);
    if (mistake === "forged" || mistake === "foreign") code.i64(HANDLE_MARKS[mistake]).emit(0x85);
    code.i32(mistake === "mode" ? NO_FORM : JOIN_FORMS[mode]).i32((context.tag + (mistake === "tag" ? 1 : 0)) | 0);
    this.host("thread_join");
    this.foldAnswer("zero", () => {
      code.i32(layout.READ_BUFFER);
      this.host("thread_result");
    });
  }

  private spawnLoop({ rounds, slots, budget, body, joined }: SpawnLoop): void {
    const { code, context } = this;
    code.i32(rounds).set(COUNTER).emit(0x03, EMPTY_BLOCK);
    this.part();
    this.entry(body);
    code
      .i64(budget)
      .i32(layout.RAMP)
      .i32(slots)
      .i32(0)
      .i32(0)
      .i32(context.tag | 0);
    this.host("thread_spawn");
    code.set(LOOP_HANDLE);
    if (joined) {
      code
        .get(LOOP_HANDLE)
        .i32(JOIN_FORMS.try)
        .i32(context.tag | 0);
      this.host("thread_join");
      this.mixStatus();
    }
    this.next();
  }

  private callLoop({ rounds }: CallLoop): void {
    const { code } = this;
    code.i32(rounds).set(COUNTER).emit(0x03, EMPTY_BLOCK);
    this.part();
    code.i32(layout.KEYS).i32(layout.CALLDATA).i32(CALLDATA_BYTES).i32(layout.CALL_LENGTH);
    this.host("call");
    this.mixStatus();
    this.next();
  }

  /** Goes round a loop again, or ends it. */
  private next(): void {
    const { code } = this;
    code.get(COUNTER).i32(1).emit(0x6b).emit(0x22, [COUNTER]).emit(0x0d, [0]);
    this.part();
    code.emit(0x0b);
  }

  private exit(status: number): void {
    const { code } = this;
    this.storeAt(layout.RESULT_BUFFER, "accumulator");
    code
      .i32(layout.RESULT_BUFFER + 8)
      .i32(layout.KEPT)
      .load64()
      .store64();
    code.i32(status).i32(layout.RESULT_BUFFER).i32(CALL_RESULT_BYTES);
    this.host("exit");
  }

  private fail(how: Failure): void {
    const { code } = this;
    switch (how) {
      case "unreachable":
        code.emit(0x00);
        return this.part();
      case "divide":
        code.i32(1).i32(0).emit(0x6d);
        this.part();
        return void code.emit(0x1a);
      case "memory":
        // Gas is charged at the ends of blocks, and a load is none.
        code.emit(0x02, EMPTY_BLOCK).emit(0x0b);
        this.part();
        return void code.i32(-1).load64().emit(0x1a);
      case "revert":
        code.i32(1).i32(0).i32(0);
        return this.host("exit");
      case "abort":
        code.i32(0).i32(0).i32(0).i32(0);
        return this.host("abort");
    }
  }
}
