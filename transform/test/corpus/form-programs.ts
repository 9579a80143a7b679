import { makeHandleProgram } from "../rules/harness/handle-programs";
import { fixedForms } from "./fixed-forms";
import type { Form } from "./form";
import { lifecycleForms } from "./lifecycle-forms";
import { Maker } from "./maker";
import { sdkImport, type CorpusProgram } from "./program";
import { shapeForms } from "./shape-forms";

const all = [...shapeForms, ...fixedForms, ...lifecycleForms];
const rules = [...new Set(all.map(({ rule }) => rule))];
const work = "function work(x: u32): u32 { return x * 2; }\n";

const joins = ["thread_join", "thread_join_with_refund", "thread_join_with_storage_commit"];
const spawns = [
  "thread_spawn<u32>(1000, (): u32 => work(x))",
  "thread_spawn<u32>(<u64>x, (): u32 => { const own = x; return own + 1; })",
  "thread_spawn<u32>(1000, function (): u32 { return 7; })",
  "thread_spawn_with_memory<u32>(1000, [SharedMemory.allocate(8)], (): u32 => work(x))",
  `thread_spawn<u32>(1000, (): u32 => Storage.get<u32>("other"))`,
];
/** Statements without anything to do with threads. */
const fillers = [
  "",
  "",
  "const filler: u32[] = [x, 2]; filler.push(3);",
  "let many: u32 = 0; for (let i: u32 = 0; i < 4; i++) { if (i == 2) continue; many += i; }",
  "if (x == 1234567) throw new Error('no');",
  `emit("E", new Uint8Array(2));`,
  `const before = Storage.get<u32>("before"); Storage.set<u32>("before", before + 1);`,
];
/** Where the statements may stand; `BODY` always returns. */
const places = [
  "export function f(x: u32): u32 { const c = x > 3; BODY }",
  "function $Z(x: u32, c: bool): u32 { BODY } export function f(x: u32): u32 { return $Z(x, x > 3) + $Z(x, false); }",
  "class $Z { go(x: u32, c: bool): u32 { BODY } } export function f(x: u32): u32 { return new $Z().go(x, true); }",
  "class $Z { static go(x: u32, c: bool): u32 { BODY } } export function f(x: u32): u32 { return $Z.go(x, true); }",
  "class $Z { constructor(public z: u32) {} get v(): u32 { let x = this.z; const c = x > 3; BODY } } export function f(x: u32): u32 { return new $Z(x).v; }",
  "namespace $Z { export function go(x: u32, c: bool): u32 { BODY } } export function f(x: u32): u32 { return $Z.go(x, false); }",
  "function $Z<T>(z: T): u32 { let x: u32 = 5; const c = isInteger<T>(); BODY } export function f(x: u32): u32 { return $Z<u32>(x); }",
  "export function f(x: u32): u32 { const c = x > 3; if (x != 4) { BODY } return 3; }",
  "export function f(x: u32): u32 { const c = x > 3; if (c) { x++; } else { x += 2; } { BODY } }",
];

/** A program of one of the forms that keep or break a rule of spawns, closures and handles. */
export function makeFormProgram(seed: number, number: number): CorpusProgram {
  const maker = new Maker(seed, number);
  const rule = maker.one(rules);
  const form = maker.one(all.filter((each) => each.rule === rule && each.isForbidden === (number % 2 === 0)));
  const names = new Map<string, string>();
  const place = form.isMovable ? maker.below(places.length) : 0;
  const body = `${maker.one(fillers)} ${form.body}`;
  const text = `${form.declare}\n${places[place]!.replace("BODY", () => body)}\n`
    .replace(/\$([A-Z])/g, (_, letter: string) => {
      if (!names.has(letter)) names.set(letter, maker.name(letter.toLowerCase()));
      return names.get(letter)!;
    })
    .replace(/JOIN/g, () => maker.one(joins))
    .replace(/SPAWN/g, () => maker.one(spawns));
  return program(form, `${place}: ${form.body}`, `${sdkImport}${work}${text}`);
}

function program({ rule, isForbidden, stage }: Form, how: string, text: string): CorpusProgram {
  return {
    rule,
    verdict: isForbidden ? "forbidden" : "allowed",
    how,
    files: { "index.ts": text },
    stage,
    isVisibleInBinary: false,
  };
}

/** A function with random conditions, loops and jumps around spawns and joins; to execute it tells whether it is right. */
export function makeRandomHandles(seed: number, number: number): CorpusProgram {
  const { text, isRight } = makeHandleProgram("f", new Maker(seed, number));
  return {
    rule: "TC2",
    verdict: isRight ? "allowed" : "forbidden",
    how: "random statements",
    files: { "index.ts": `${sdkImport}${work}${text}` },
    stage: "syntax",
    isVisibleInBinary: false,
  };
}
