/** Compiles the programs of a batch to one module, which all their contracts share: most of a module's cost is its own. */
import { createHash } from "node:crypto";
import { assemble, Code, I32, I64, type FunctionBody, type FunctionType } from "./assembler";
import { BODY_LOCALS, compileBody, Lists, type BodyContext } from "./compile-body";
import type { ContractCost, ModuleCost, OperationCost } from "./cost";
import { importIndex, IMPORTS } from "./imports";
import * as layout from "./layout";
import { CALL_RESULT_BYTES, CALLDATA_BYTES, GLOBAL_INITIAL, THREAD_RESULT_BYTES, type Program } from "./program";

export interface CompiledProgram {
  readonly costs: readonly ContractCost[];
  /** Selector of the method that transactions call. */
  readonly selector: number;
  /** Table index of the first thread entry of each contract. */
  readonly firstEntries: readonly number[];
}

export interface CompiledBatch {
  readonly wasm: Uint8Array;
  readonly cost: ModuleCost;
  readonly programs: readonly CompiledProgram[];
}

const RESULT_TYPE = "u64";
/** The tag of a result type: the first four bytes of its name's SHA-256, little endian. */
export const RESULT_TAG = createHash("sha256").update(RESULT_TYPE).digest().readUInt32LE();

const BODY_TYPE: FunctionType = { parameters: [I64], results: [I64] };
const ENTRY_TYPE: FunctionType = { parameters: [I32], results: [] };
const EXECUTE_TYPE: FunctionType = { parameters: [I32], results: [I32] };
const LOCALS = [
  { count: BODY_LOCALS.long, type: I64 },
  { count: BODY_LOCALS.short, type: I32 },
];

interface Wrapper {
  readonly body: FunctionBody;
  readonly cost: OperationCost;
}

/** `execute`: gets the calldata, calls the method that it names, and exits with value and handle. */
function executeBody(threadCount: number): Wrapper {
  const code = new Code();
  code.i32(0).i32(CALLDATA_BYTES).i32(layout.CALLDATA).call(importIndex("calldata"));
  const calldata = code.count;
  code.i32(layout.GIVEN).i32(layout.CALLDATA_HANDLE).load64().store64();
  code.i32(layout.RESULT_BUFFER).i64(0n);
  code.i32(layout.CALLDATA).emit(0x2f, [0], [0]);
  code
    .i32(threadCount + 1)
    .emit(0x6a)
    .emit(0x11, [0], [0]);
  const method = code.count;
  code.store64();
  code
    .i32(layout.RESULT_BUFFER + 8)
    .i32(layout.KEPT)
    .load64()
    .store64();
  code.i32(0).i32(layout.RESULT_BUFFER).i32(CALL_RESULT_BYTES).call(importIndex("exit"));
  const exit = code.count;
  code.i32(0);
  const body = { type: EXECUTE_TYPE, locals: [], code: code.bytes };
  return { body, cost: [calldata, method - calldata, exit - method] };
}

/** A thread's entry: calls the body with the environment, and returns its value. */
function entryBody(bodyIndex: number): Wrapper {
  const code = new Code();
  code.i32(layout.RESULT_BUFFER).get(0).emit(0xad).call(bodyIndex);
  const before = code.count;
  code.store64().i32(layout.RESULT_BUFFER).i32(THREAD_RESULT_BYTES).call(importIndex("thread_return"));
  // The end of the function is an operator, too.
  return { body: { type: ENTRY_TYPE, locals: [], code: code.bytes }, cost: [before, code.count - before, 1] };
}

function manifest(threadCount: number): Uint8Array {
  const threads = Array.from({ length: threadCount }, (_, number) => ({
    column: 1,
    entry: number + 1,
    export: `thread:${number}`,
    file: "program.ts",
    function: `body${number}`,
    kind: "memory",
    line: number + 1,
    result: RESULT_TYPE,
    tag: RESULT_TAG,
  }));
  return Buffer.from(JSON.stringify({ functions: [], kind: "plain", name: "program", threads, types: {}, version: 1 }));
}

/** Numbers of all bodies of a batch, given out in order. */
class Numbering {
  private next: number;
  constructor(first: number) {
    this.next = first;
  }
  take(count: number): number[] {
    this.next += count;
    return Array.from({ length: count }, (_, at) => this.next - count + at);
  }
}

/** Compiles a batch. @param pages of memory that every contract begins with */
export function compileBatch(programs: readonly Program[], pages: number): CompiledBatch {
  const lists = new Lists();
  const selectors = new Numbering(0);
  const entries = new Numbering(1);
  const methods: FunctionBody[] = [];
  const threads: FunctionBody[] = [];
  const compiled = programs.map((program): CompiledProgram => {
    const ofMethods = program.contracts.map((contract) => selectors.take(contract.methods.length));
    const ofThreads = program.contracts.map((contract) => entries.take(contract.threads.length));
    const costs = program.contracts.map((contract, index): ContractCost => {
      const firstEntry = ofThreads[index]![0] ?? 0;
      const context: BodyContext = { lists, tag: RESULT_TAG, firstEntry, selectors: ofMethods };
      const compile = (into: FunctionBody[]) => (body: (typeof contract.methods)[number]) => {
        const { code, costs } = compileBody(body, context);
        into.push({ type: BODY_TYPE, locals: LOCALS, code: code.bytes });
        return costs;
      };
      return { methods: contract.methods.map(compile(methods)), threads: contract.threads.map(compile(threads)) };
    });
    return { costs, selector: ofMethods[0]![0]!, firstEntries: ofThreads.map(([first]) => first ?? 0) };
  });
  return { ...link(methods, threads, lists, pages), programs: compiled };
}

function link(
  methods: readonly FunctionBody[],
  threads: readonly FunctionBody[],
  lists: Lists,
  pages: number,
): Pick<CompiledBatch, "wasm" | "cost"> {
  const firstMethod = IMPORTS.length;
  const firstThread = firstMethod + methods.length;
  const firstEntry = firstThread + threads.length;
  const entries = threads.map((_, number) => entryBody(firstThread + number));
  const execute = executeBody(threads.length);
  const wasm = assemble({
    types: [BODY_TYPE],
    imports: IMPORTS,
    functions: [...methods, ...threads, ...entries.map(({ body }) => body), execute.body],
    pages,
    globals: [{ type: I64, initial: GLOBAL_INITIAL }],
    exports: [
      { name: "execute", index: firstEntry + entries.length },
      ...entries.map((_, number) => ({ name: `thread:${number}`, index: firstEntry + number })),
    ],
    table: [...entries.map((_, number) => firstEntry + number), ...methods.map((_, number) => firstMethod + number)],
    data: [
      ...layout.keySegments(),
      { offset: layout.EVENT_BUFFER, bytes: layout.EVENT_HEADER },
      { offset: layout.MALFORMED_EVENT, bytes: layout.MALFORMED_HEADER },
      { offset: layout.LONG_NAME_EVENT, bytes: layout.LONG_NAME_HEADER },
      ...lists.segments,
    ],
    custom: [{ name: "threaded-contract", content: manifest(threads.length) }],
  });
  return { wasm, cost: { execute: execute.cost, entry: entryBody(0).cost, bodyTail: 2 } };
}
