/** Compiles a fuzzed program to WebAssembly contracts and counts what each operation costs in operators. */
import { createHash } from "node:crypto";
import type { BodyCost, ContractCost, OperationCost } from "../reference-model/cost";
import { CELL_BASE, HANDLE_COUNT, SLOT_COUNT } from "../reference-model/program";
import type { ContractProgram, Operand, Operation } from "../reference-model/program";
import { assemble, Code, I32, I64 } from "./assembler";
import type { FunctionBody, FunctionType } from "./assembler";

export interface CompiledContract {
  readonly wasm: Uint8Array;
  readonly cost: ContractCost;
}

const KEY_BASE = 0x2000;
const VALUE_BUFFER = 0x100;
const READ_BUFFER = 0x140;
const RESULT_BUFFER = 0x180;
const CALL_LENGTH = 0x1c0;
const EVENT_BUFFER = 0x200;
const CALLDATA = 0x300;
const LISTS_BASE = 0x4000;
const SELECTOR_BYTES = 4;
const ADDRESS_BYTES = 32;
const EVENT_HEADER = Uint8Array.from([0, 0, 0, 1, 0x65, 0, 0, 0, 8]);

/** The first bytes of a slot's key name the slot; the rest is spread so that tables see varied keys. */
export function slotKey(slot: number): Uint8Array {
  return createHash("sha256").update(`slot ${slot}`).digest();
}

const IMPORTS: readonly { name: string; type: FunctionType }[] = [
  { name: "load", type: { parameters: [I32, I32], results: [] } },
  { name: "store", type: { parameters: [I32, I32], results: [] } },
  { name: "emit", type: { parameters: [I32, I32], results: [] } },
  { name: "call", type: { parameters: [I32, I32, I32, I32], results: [I32] } },
  { name: "callResult", type: { parameters: [I32, I32, I32], results: [] } },
  { name: "exit", type: { parameters: [I32, I32, I32], results: [] } },
  { name: "calldata", type: { parameters: [I32, I32, I32], results: [] } },
  { name: "thread_spawn", type: { parameters: [I32, I32, I64, I32, I32, I32, I32, I32], results: [I64] } },
  { name: "thread_join", type: { parameters: [I64, I32, I32], results: [I32] } },
  { name: "thread_result", type: { parameters: [I32], results: [] } },
  { name: "thread_return", type: { parameters: [I32, I32], results: [] } },
];
const importIndex = (name: string): number => IMPORTS.findIndex((i) => i.name === name);

const BODY_TYPE: FunctionType = { parameters: [I64], results: [I64] };
const ENTRY_TYPE: FunctionType = { parameters: [I32], results: [] };
const ACCUMULATOR = 0;
const FIRST_HANDLE = 1;
const COUNTER = FIRST_HANDLE + HANDLE_COUNT;
const STATUS = COUNTER + 1;
const JOIN_MODES = { join: 0, refund: 1, try: 2 } as const;
export const RESULT_TYPE = "u64";

/** The tag of a result type, as the transform computes it. */
export type TagOf = (type: string) => number;

/** Operators of the block that folds an answer in, besides those that fetch it: seven to mix, and the `end`. */
const BLOCK_OPERATORS = 8;

/** Collects the lists of slots and regions that spawn sites point at. */
class Lists {
  readonly data: { offset: number; bytes: Uint8Array }[] = [];
  private next = LISTS_BASE;
  add(bytes: Uint8Array): number {
    const offset = this.next;
    if (bytes.length > 0) this.data.push({ offset, bytes });
    this.next += bytes.length;
    return offset;
  }
}

class BodyCompiler {
  readonly code = new Code();
  private host = 0;
  private skipped = 0;
  constructor(
    private readonly lists: Lists,
    private readonly tagOf: TagOf,
    private readonly contractCount: number,
  ) {}

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

  private hostCall(name: string): void {
    this.code.call(importIndex(name));
    this.host = this.code.count;
  }

  /** Writes one operation and returns what it costs. */
  operation(operation: Operation): OperationCost {
    const start = this.code.count;
    this.host = start;
    this.skipped = 0;
    const loops = this.emitOperation(operation);
    const before = this.host - start;
    return { before: before + loops, after: this.code.count - this.host, skippedOnFailure: this.skipped };
  }

  private emitOperation(operation: Operation): number {
    const { code } = this;
    switch (operation.operation) {
      case "burn":
        return this.burn(operation.iterations);
      case "read":
        code.i32(KEY_BASE + 32 * operation.slot).i32(READ_BUFFER);
        this.hostCall("load");
        this.mix(() => code.i32(READ_BUFFER).load64());
        return 0;
      case "write":
        code.i32(VALUE_BUFFER);
        this.operand(operation.value);
        code
          .store64()
          .i32(KEY_BASE + 32 * operation.slot)
          .i32(VALUE_BUFFER);
        this.hostCall("store");
        return 0;
      case "emit":
        code.i32(EVENT_BUFFER + EVENT_HEADER.length);
        this.operand(operation.value);
        code
          .store64()
          .i32(EVENT_BUFFER)
          .i32(EVENT_HEADER.length + 8);
        this.hostCall("emit");
        return 0;
      case "set-cell":
        code.i32(CELL_BASE + 8 * operation.cell);
        this.operand(operation.value);
        code.store64();
        return 0;
      case "get-cell":
        this.mix(() => code.i32(CELL_BASE + 8 * operation.cell).load64());
        return 0;
      case "set-global":
        this.operand(operation.value);
        code.emit(0x24, [0]);
        return 0;
      case "get-global":
        this.mix(() => code.emit(0x23, [0]));
        return 0;
      case "call":
        this.skipped = this.call(operation.contract, operation.method);
        return 0;
      case "spawn":
        this.spawn(operation);
        return 0;
      case "join":
        this.skipped = this.join(operation);
        return 0;
      case "fail":
        this.fail(operation.how);
        return 0;
    }
  }

  private burn(iterations: number): number {
    const { code } = this;
    code.i32(iterations).set(COUNTER).emit(0x03, [0x40]);
    const loopStart = code.count;
    code.get(COUNTER).i32(1).emit(0x6b).emit(0x22, [COUNTER]).emit(0x0d, [0]);
    const perIteration = code.count - loopStart;
    code.emit(0x0b);
    return perIteration * (iterations - 1);
  }

  private call(contract: number, method: number): number {
    const { code } = this;
    const length = SELECTOR_BYTES + ADDRESS_BYTES * this.contractCount;
    code
      .i32(CALLDATA + SELECTOR_BYTES - 1)
      .i32(method)
      .emit(0x3a, [0], [0]);
    code
      .i32(CALLDATA + SELECTOR_BYTES + ADDRESS_BYTES * contract)
      .i32(CALLDATA)
      .i32(length)
      .i32(CALL_LENGTH);
    this.hostCall("call");
    this.foldAnswer(() => code.i32(0).i32(8).i32(READ_BUFFER).call(importIndex("callResult")));
    return BLOCK_OPERATORS + 4;
  }

  /** Folds in the status that a host call left on the stack, and, if it is 0, the answer that `fetch` gets. */
  private foldAnswer(fetch: () => void): void {
    const { code } = this;
    code.set(STATUS);
    this.mix(() => code.get(STATUS).emit(0xad));
    code.get(STATUS).emit(0x45).emit(0x04, [0x40]);
    fetch();
    this.mix(() => code.i32(READ_BUFFER).load64());
    code.emit(0x0b);
  }

  private spawn(operation: Extract<Operation, { operation: "spawn" }>): void {
    const { code, lists } = this;
    const { access } = operation;
    const slots = access.kind === "reservation" ? access.slots : [];
    const regions = access.kind === "memory" ? access.regions : [];
    const slotList = Buffer.concat(slots.map((slot) => slotKey(slot)));
    const regionList = new Uint8Array(Uint32Array.from(regions.flatMap((r) => [r.pointer, r.lengthBytes])).buffer);
    code
      .i32(operation.body + 1)
      .get(ACCUMULATOR)
      .emit(0xa7)
      .i32(0x7fffffff)
      .emit(0x71);
    code.i64(BigInt.asIntN(64, operation.budget));
    code.i32(lists.add(slotList)).i32(access.kind === "reservation" ? slots.length : -1);
    code
      .i32(lists.add(regionList))
      .i32(regions.length)
      .i32(this.tagOf(RESULT_TYPE) | 0);
    this.hostCall("thread_spawn");
    code.set(FIRST_HANDLE + operation.handle);
  }

  private join(operation: Extract<Operation, { operation: "join" }>): number {
    const { code } = this;
    const tag = (this.tagOf(RESULT_TYPE) + (operation.wrongTag ? 1 : 0)) | 0;
    code
      .get(FIRST_HANDLE + operation.handle)
      .i32(JOIN_MODES[operation.mode])
      .i32(tag);
    this.hostCall("thread_join");
    this.foldAnswer(() => code.i32(READ_BUFFER).call(importIndex("thread_result")));
    return BLOCK_OPERATORS + 2;
  }

  private fail(how: "unreachable" | "divide" | "revert"): void {
    const { code } = this;
    if (how === "unreachable") {
      code.emit(0x00);
      this.host = code.count;
    } else if (how === "divide") {
      code.i32(1).i32(0).emit(0x6d);
      this.host = code.count;
      code.emit(0x1a);
    } else {
      code.i32(1).i32(0).i32(0);
      this.hostCall("exit");
    }
  }
}

const LOCALS = [
  { count: HANDLE_COUNT, type: I64 },
  { count: 2, type: I32 },
];

interface Wrapper {
  readonly body: FunctionBody;
  readonly cost: OperationCost;
}

function executeBody(threadCount: number, contractCount: number): Wrapper & { calldata: number } {
  const code = new Code();
  code
    .i32(0)
    .i32(SELECTOR_BYTES + ADDRESS_BYTES * contractCount)
    .i32(CALLDATA)
    .call(importIndex("calldata"));
  const calldata = code.count;
  code
    .i32(RESULT_BUFFER)
    .i64(0n)
    .i32(CALLDATA + SELECTOR_BYTES - 1)
    .emit(0x2d, [0], [0])
    .i32(threadCount + 1);
  code.emit(0x6a).emit(0x11, [0], [0]);
  const before = code.count - calldata;
  code.store64().i32(0).i32(RESULT_BUFFER).i32(8).call(importIndex("exit")).i32(0);
  const after = code.count - 1 - before - calldata; // `exit` does not return
  const type = { parameters: [I32], results: [I32] };
  return { body: { type, locals: [], code: code.bytes }, cost: { before, after, skippedOnFailure: 0 }, calldata };
}

function entryBody(bodyIndex: number): Wrapper {
  const code = new Code();
  code.i32(RESULT_BUFFER).get(0).emit(0xad).call(bodyIndex);
  const before = code.count;
  code.store64().i32(RESULT_BUFFER).i32(8).call(importIndex("thread_return"));
  return {
    body: { type: ENTRY_TYPE, locals: [], code: code.bytes },
    cost: { before, after: code.count - before + 1, skippedOnFailure: 0 },
  };
}

function manifest(threads: number, tag: number): Uint8Array {
  const entries = Array.from({ length: threads }, (_, n) => ({
    column: 1,
    entry: n + 1,
    export: `thread:${n}`,
    file: "program.ts",
    function: `body${n}`,
    kind: "memory",
    line: n + 1,
    result: RESULT_TYPE,
    tag,
  }));
  const json = { functions: [], kind: "plain", name: "program", threads: entries, types: {}, version: 1 };
  return Buffer.from(JSON.stringify(json));
}

/** Compiles one contract of a program. */
export function compileContract(
  contract: ContractProgram,
  contractCount: number,
  pages: number,
  tagOf: TagOf,
): CompiledContract {
  const lists = new Lists();
  const bodies = [...contract.methods, ...contract.threads].map((operations) => {
    const compiler = new BodyCompiler(lists, tagOf, contractCount);
    const costs: BodyCost["operations"] = operations.map((operation) => compiler.operation(operation));
    compiler.code.get(ACCUMULATOR);
    return { body: { type: BODY_TYPE, locals: LOCALS, code: compiler.code.bytes }, cost: { operations: costs } };
  });
  const firstBody = IMPORTS.length;
  const methodCount = contract.methods.length;
  const firstEntry = firstBody + bodies.length;
  const entries = contract.threads.map((_, n) => entryBody(firstBody + methodCount + n));
  const executeIndex = firstEntry + entries.length;
  const execute = executeBody(contract.threads.length, contractCount);
  const keys = Buffer.concat(Array.from({ length: SLOT_COUNT }, (_, slot) => slotKey(slot)));
  const tag = tagOf(RESULT_TYPE) >>> 0;
  const wasm = assemble({
    types: [BODY_TYPE],
    imports: IMPORTS,
    functions: [...bodies.map((b) => b.body), ...entries.map((e) => e.body), execute.body],
    pages,
    globals: [{ type: I64, initial: 7n }],
    exports: [
      { name: "execute", index: executeIndex },
      ...entries.map((_, n) => ({ name: `thread:${n}`, index: firstEntry + n })),
    ],
    table: [...entries.map((_, n) => firstEntry + n), ...contract.methods.map((_, n) => firstBody + n)],
    data: [{ offset: KEY_BASE, bytes: keys }, { offset: EVENT_BUFFER, bytes: EVENT_HEADER }, ...lists.data],
    custom: [{ name: "threaded-contract", content: manifest(contract.threads.length, tag) }],
  });
  return {
    wasm,
    cost: {
      methods: bodies.slice(0, methodCount).map((b) => b.cost),
      threads: bodies.slice(methodCount).map((b) => b.cost),
      calldata: execute.calldata,
      execute: execute.cost,
      entry: entries[0]?.cost ?? { before: 0, after: 0, skippedOnFailure: 0 },
      bodyTail: 2,
    },
  };
}
