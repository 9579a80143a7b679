import type { Node } from "assemblyscript" with { "resolution-mode": "import" };
import { ThreadedContractError } from "../errors";
import { children } from "./children";
import type { Compiler } from "./compiler";
import { syntaxKinds, type KindName } from "./syntax-kinds";

const sample = `
import { a } from "./a";
export { b } from "./b";
namespace N { enum E { V } }
class C<T> extends B { field: T = this; method(): void { super.m(); } }
function f(p: i32 = 1): () => void {
  for (let i = 0; i < 1; ++i) { continue; }
  while (true) break;
  if (x instanceof C) throw new C<i32>(y ? [1] : null!);
  switch (p) { case 1: return (): void => { z.w[0](); }; }
  return <C>g as C;
}
type A = i32;
`;

const expected: readonly KindName[] = [
  "Import",
  "Export",
  "NamespaceDeclaration",
  "EnumDeclaration",
  "EnumValueDeclaration",
  "ClassDeclaration",
  "TypeParameter",
  "NamedType",
  "TypeName",
  "FieldDeclaration",
  "This",
  "MethodDeclaration",
  "Super",
  "Call",
  "FunctionDeclaration",
  "Parameter",
  "FunctionType",
  "For",
  "Variable",
  "VariableDeclaration",
  "Binary",
  "UnaryPrefix",
  "Block",
  "Continue",
  "While",
  "True",
  "Break",
  "If",
  "InstanceOf",
  "Throw",
  "New",
  "Ternary",
  "Literal",
  "Null",
  "Assertion",
  "Switch",
  "SwitchCase",
  "Return",
  "Function",
  "PropertyAccess",
  "ElementAccess",
  "Identifier",
  "TypeDeclaration",
  "Expression",
  "ImportDeclaration",
  "ExportMember",
];

/**
 * Proves at start-up that we read this compiler's syntax trees rightly: parses a sample and finds every kind we rely on in it.
 *
 * @throws TC6014 when a kind is missing, so that a future compiler is refused and never half understood
 */
export function selfTest(compiler: Compiler): void {
  const kinds = syntaxKinds(compiler);
  const parser = new compiler.Parser([]);
  parser.parseFile(sample, "threaded-contract-self-test.ts", true);
  const found = new Set<number>();
  const queue: Node[] = [...(parser.sources as Node[])];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    found.add(node.kind);
    queue.push(...children(node));
  }
  const missing = expected.filter((name) => !found.has(kinds[name]));
  if (missing.length === 0) return;
  throw new ThreadedContractError("TC6014", {
    option: "--transform @threaded-contract/transform",
    reason: `this AssemblyScript compiler is not one that it understands (its syntax has no ${missing.join(", ")})`,
  });
}
