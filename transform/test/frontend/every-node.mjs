// Prints, for the compiler given by name, which kinds of nodes a visitor is handed and which it never sees.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { children } = require("../../dist/frontend/children.js");
const { selfTest } = require("../../dist/frontend/self-test.js");
const { syntaxKinds } = require("../../dist/frontend/syntax-kinds.js");
const { loadVisitor } = require("../../dist/frontend/visitor-adapter.js");
const compiler = await import(require.resolve(`${process.argv[2]}/dist/assemblyscript.js`));

const everything = `
import { a, b as c } from "./a";
import * as ns from "./b";
import d from "./c";
export { a, c as e } from "./a";
export * from "./b";
export import f = g;
export default class Default {}
// a comment
@decorated(1) export abstract class K<T extends B, U = i32> extends B<T> implements I<T>, J {
  @inline private readonly x: T = 1; static y: i32; [key: i32]: T;
  constructor(public p: i32, q: string = "s") { super(p); }
  get z(): i32 { return this.x; } set z(value: i32) { this.x = value; }
  static m<V>(this: K<V>, ...rest: V[]): void {}
  abstract n(): void;
}
interface I<T> extends J { x: T; m(): void; }
declare function ambient(x: i32): void;
enum E { A = 1 << 2, B }
namespace N { export const inner = 1; namespace O { let deep: i32; } }
type Alias<T> = Map<string, T> | null;
type Callback = (x: i32, y?: string) => void;
const constant: i32 = -1, other = 0xff, text = "text", float = 1.5, regexp = /x+/g, big: u64 = 1;
function all<T>(x: T, y: (z: T) => void = (z: T): void => { x; }): T | null {
  let i = 0, list = [1, , 2], object = { key: x, other: 1 };
  for (let j = 0, k = 1; j < k; ++j, k--) { if (j) continue; else break; }
  for (const each of list) all<i32>(each);
  while (i < 3) i += 1;
  do { i--; } while (i > 0);
  label: for (;;) { break label; }
  switch (i) { case 1: case 2: i; break; default: { i = 3; } }
  try { throw new K<i32>(1, "q"); } catch (error) { error; } finally { i = 4; }
  if (x instanceof K && !(x as K<T>).p) { return <T>x; }
  const f = function named(v: i32): i32 { return v ** 2; }, g = v => v;
  void f;
  \`template \${x} \${i}\`;
  ns.a.b[i](...rest), f(1)!.x ? true : false;
  new K<T>(1); typeof x; -i; i++; delete x; null; super.n(); this.m(); (x); x in y;
  function statement(): void {}
  type Local = i32;
  ;
  return x;
}
`;

selfTest(compiler);
const kinds = syntaxKinds(compiler);
const kindNames = Object.fromEntries(Object.entries(kinds).map(([name, number]) => [number, name]));
const parser = new compiler.Parser([]);
parser.parseFile(everything, "everything.ts", true);
const [source] = parser.sources;

const all = new Set();
(function collect(node) {
  all.add(node);
  for (const child of children(node)) collect(child);
})(source);

const visited = new Set();
const handlers = {};
for (const name of Object.keys(kinds)) {
  handlers[name] = (node, descend) => {
    if (visited.has(node)) throw new Error(`${name} is visited twice`);
    visited.add(node);
    descend();
  };
}
const factory = await loadVisitor(compiler);
factory(handlers).visit(source.statements);

const missed = [...all].filter((node) => node !== source && !visited.has(node));
const count = (nodes) => {
  const byKind = {};
  for (const node of nodes) {
    byKind[kindNames[node.kind] ?? `kind ${node.kind}`] =
      (byKind[kindNames[node.kind] ?? `kind ${node.kind}`] ?? 0) + 1;
  }
  return byKind;
};
process.stdout.write(
  JSON.stringify({ total: all.size, visited: count(visited), missed: count(missed), kinds: Object.keys(kinds) }),
);
