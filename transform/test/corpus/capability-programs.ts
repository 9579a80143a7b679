import { behind, leaf, wrap, type Unit } from "./chain";
import { Maker, type Side } from "./maker";
import { allowedOperations, forbiddenOperations, type Operation, type SpawnKind } from "./operations";
import { sdkImport, type CorpusProgram, type Verdict } from "./program";
import { conservativeWrappers, deadWrappers, mainOnlyWrappers } from "./wrappers";

/** Wrappers around an operation. */
const DEPTH = 4;

const rules = [...new Set(forbiddenOperations.map(({ rule }) => rule))];

/** How the thread is started and joined; `S` is the spawn of an expression of type `u32`, `V` that of one whose value is dropped. */
const surroundings: readonly string[] = [
  "export function f(x: u32): u32 { MAIN const h = S(x); return thread_join<u32>(h); }",
  "export function f(x: u32): u32 { const h = S(x); MAIN return thread_join_with_refund<u32>(h); }",
  "export function f(x: u32): u32 { const r = thread_join<u32>(S(x)); MAIN return r; }",
  "function start(x: u32): ThreadHandle { return S(x); } function finish(h: ThreadHandle): u32 { return thread_join_with_storage_commit<u32>(h); } export function f(x: u32): u32 { const h = start(x); MAIN return finish(h); }",
  "class Job { constructor(public x: u32) {} go(): u32 { const h = S(this.x); return thread_join<u32>(h); } } export function f(x: u32): u32 { const r = new Job(x).go(); MAIN return r; }",
  "export function f(x: u32): u32 { const h = V(x); MAIN thread_join(h); return 1; }",
  "export function f(x: u32): u32 { MAIN const h = S(x); const r = thread_try_join<u32>(h); return r.ok ? r.value : 0; }",
  "function run<T>(x: T): T { const h = S(<u32>x); thread_join<u32>(h); return x; } export function f(x: u32): u32 { MAIN return run<u32>(x); }",
  "export function f(x: u32): u32 { const h = S(x); MAIN if (x > 5) return thread_join<u32>(h); return thread_join_with_refund<u32>(h) + 1; }",
  "namespace N { export function go(x: u32): u32 { return thread_join<u32>(S(x)); } } export function f(x: u32): u32 { MAIN return N.go(x); }",
];

/** A program that does something in a thread, or only outside it. */
export function makeCapabilityProgram(seed: number, number: number): CorpusProgram {
  const maker = new Maker(seed, number);
  const rule = rules[number % rules.length]!;
  const operation = maker.one(forbiddenOperations.filter((each) => each.rule === rule));
  const choice = maker.below(100);
  if (choice < 50) return forbiddenProgram(maker, operation);
  if (choice < 66) return allowedProgram(maker, operation);
  if (choice < 82) return deadProgram(maker, operation);
  if (choice < 95) return mainOnlyProgram(maker, operation, "allowed");
  return mainOnlyProgram(maker, operation, "conservative");
}

function forbiddenProgram(maker: Maker, operation: Operation): CorpusProgram {
  const unit = behind(maker, leaf(maker, operation), maker.below(DEPTH + 1), "thread");
  return assemble(maker, operation, "forbidden", { thread: unit, kind: maker.one(operation.kinds) });
}

/** An allowed operation in the thread, and perhaps the forbidden one in the caller. */
function allowedProgram(maker: Maker, operation: Operation): CorpusProgram {
  const harmless = maker.one(allowedOperations);
  const thread = behind(maker, leaf(maker, harmless), maker.below(DEPTH + 1), "thread");
  const main = maker.chance(60) ? behind(maker, leaf(maker, operation), maker.below(DEPTH), "main") : null;
  return assemble(maker, operation, "allowed", {
    thread,
    kind: maker.one(harmless.kinds),
    main,
    slots: harmless.slots,
  });
}

/** The forbidden operation in code that is never compiled. */
function deadProgram(maker: Maker, operation: Operation): CorpusProgram {
  // A module variable's function value is made when the module starts, so its type must not be that of what the thread calls.
  const inner = behind(maker, leaf(maker, operation), maker.below(DEPTH - 1), "main");
  const dead = wrap(maker, inner, maker.one(deadWrappers), "thread")[0]!;
  const thread = behind(maker, dead, maker.below(2), "thread");
  return assemble(maker, operation, "allowed", { thread, kind: maker.one(["readonly", "memory"]) });
}

/** The forbidden operation where only the caller takes the way to it. */
function mainOnlyProgram(maker: Maker, operation: Operation, verdict: Verdict): CorpusProgram {
  const side: Side = verdict === "allowed" ? "main" : "thread";
  const wrapper = maker.one(verdict === "allowed" ? mainOnlyWrappers : conservativeWrappers);
  const inner = behind(maker, leaf(maker, operation), maker.below(2), side);
  const [thread, main] = wrap(maker, inner, wrapper, side);
  const kind = maker.one<SpawnKind>(verdict === "allowed" ? ["readonly", "memory"] : operation.kinds);
  return assemble(maker, operation, verdict, { thread: thread!, kind, main: main! });
}

interface Parts {
  readonly thread: Unit;
  readonly kind: SpawnKind;
  readonly main?: Unit | null;
  readonly slots?: string | undefined;
}

function assemble(maker: Maker, operation: Operation, verdict: Verdict, parts: Parts): CorpusProgram {
  const { thread, main = null, kind, slots = `["a"]` } = parts;
  const argument = { readonly: "", memory: ", [SharedMemory.allocate(8)]", reservation: `, ${slots}` }[kind];
  const callee = { readonly: "", memory: "_with_memory", reservation: "_with_reservation" }[kind];
  const spawn = (type: string, body: string) =>
    `thread_spawn${callee}<${type}>(1000${argument}, (): ${type} => ${body})`;
  const text = maker
    .one(surroundings)
    .replace("MAIN", main === null ? "" : `const own: u32 = ${main.call("x")}; require(own != 12345, "no");`)
    .replace(/\bS\((x|this\.x|<u32>x)\)/g, (_, x: string) => spawn("u32", thread.call(x)))
    .replace(/\bV\(x\)/g, () => spawn("void", `{ ${thread.call("x")}; }`));
  return {
    rule: operation.rule,
    verdict,
    how: `${verdict}: ${[kind, ...thread.how].join(" › ")}`,
    files: { ...maker.files, "index.ts": `${sdkImport}${[thread.code, main?.code ?? ""].join("\n")}\n${text}\n` },
    stage: "module",
    isVisibleInBinary: operation.isVisibleInBinary,
  };
}
