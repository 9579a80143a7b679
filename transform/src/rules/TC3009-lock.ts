import type {
  FunctionDeclaration,
  ImportStatement,
  LiteralExpression,
  Node,
  Range,
  StringLiteralExpression,
} from "assemblyscript" with { "resolution-mode": "import" };
import { isSdkPath } from "../analysis/thread-functions";
import { descendants } from "../frontend/children";
import { syntaxKinds } from "../frontend/syntax-kinds";
import { isLockName, mentionsLock } from "../verify/lock-names";
import type { Rule } from "./rule";

/** The packages that a lock would be imported from. */
const threadPackages = /^@threaded-contract\/sdk(?:\/|$)|^@btc-vision\/btc-runtime\/threading(?:\/|$)/;

/** A lock is imported from the SDK, or declared as a host function: there are none yet (rulings L-1 to L-4). */
export const lock: Rule = {
  code: "TC3009",
  check({ compiler, program, report }) {
    const kinds = syntaxKinds(compiler);
    // Not only the files that see thread functions: a lock may be all that a file asks for.
    for (const source of program.sources) {
      if (isSdkPath(source.internalPath) || !mentionsLock(source.text)) continue;
      for (const node of descendants(source)) {
        const kind = node.kind as number;
        if (kind === kinds.Import) {
          for (const { name, range } of importedLocks(node as ImportStatement)) report("TC3009", { name }, range);
        } else if (kind === kinds.FunctionDeclaration) {
          const declared = declaredLock(node as FunctionDeclaration);
          if (declared !== null) report("TC3009", { name: declared }, node.range);
        }
      }
    }
  },
};

function importedLocks(statement: ImportStatement): { readonly name: string; readonly range: Range }[] {
  if (!threadPackages.test(statement.path.value)) return [];
  return (statement.declarations ?? []).flatMap(({ foreignName, range }) =>
    isLockName(foreignName.text) ? [{ name: foreignName.text, range }] : [],
  );
}

/** The lock that a function stands for by its `@external("env", …)`, or null. */
function declaredLock({ decorators }: FunctionDeclaration): string | null {
  for (const { name, args } of decorators ?? []) {
    if (!("text" in name) || name.text !== "external" || args?.length !== 2) continue;
    const [module, field] = args.map(stringOf);
    if (module === "env" && field !== undefined && isLockName(field)) return `${module}.${field}`;
  }
  return null;
}

function stringOf(node: Node): string | undefined {
  const { value } = node as LiteralExpression as StringLiteralExpression;
  return typeof value === "string" ? value : undefined;
}
