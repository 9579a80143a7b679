import type { ImportStatement, Program, Source } from "assemblyscript" with { "resolution-mode": "import" };
import type { Bindings } from "../analysis/bindings";
import { isSdkPath } from "../analysis/thread-functions";
import type { Compiler } from "../frontend/compiler";
import { parseSnippet } from "../frontend/snippet";

/** Names of the standard library that generated code uses, by the file that declares them. */
const standard: Readonly<Record<string, readonly string[]>> = {
  "~lib/builtins": [
    "load",
    "store",
    "changetype",
    "idof",
    "sizeof",
    "isVoid",
    "isString",
    "isArrayLike",
    "isManaged",
    "isFunction",
    "isDefined",
    "unchecked",
  ],
  "~lib/diagnostics": ["ERROR"],
  "~lib/arraybuffer": ["ArrayBuffer"],
  "~lib/typedarray": ["Uint8Array"],
  "~lib/staticarray": ["StaticArray"],
};

/** Classes of the SDK that generated code names; all else that it needs of the SDK is global. */
const sdkClasses: Readonly<Record<string, string>> = {
  ThreadHandle: "Handle",
  Slot: "Slot",
  SharedMemory: "SharedMemory",
};

const declarations = `
@unmanaged class __tc_Type<T> {}
@inline function __tc_type<T>(): __tc_Type<T> { return __tc_changetype<__tc_Type<T>>(0); }
`;

/**
 * Adds to a source what generated code in it needs: every name it uses, under an alias, since an author's own `store` or `Slot` would
 * hide it otherwise; and a type that carries other types through inference, since AssemblyScript infers all type arguments of a call or
 * none.
 */
export function addSupport(compiler: Compiler, program: Program, bindings: Bindings, source: Source): void {
  const imports = new Map<string, string[]>();
  for (const [path, names] of Object.entries(standard)) {
    imports.set(
      path,
      names.map((name) => `${name} as __tc_${name}`),
    );
  }
  for (const [name, alias] of Object.entries(sdkClasses)) {
    const path = declaringFile(program, bindings, name);
    imports.set(path, [...(imports.get(path) ?? []), `${name} as __tc_${alias}`]);
  }
  const lines = [...imports.values()].map((names) => `import { ${names.join(", ")} } from "library";`);
  const statements = parseSnippet(compiler, lines.join("\n") + declarations, source.range.atStart);
  [...imports.keys()].forEach((path, index) => {
    (statements[index] as ImportStatement).internalPath = path;
  });
  source.statements.push(...statements);
}

/** The internal path of the SDK's file that declares a class, wherever the SDK is installed. */
function declaringFile(program: Program, bindings: Bindings, name: string): string {
  for (const each of program.sources) {
    if (!isSdkPath(each.internalPath)) continue;
    const binding = bindings.lookupExport(each, name);
    if (binding?.kind === "other") return binding.source.internalPath;
  }
  throw new Error(`the SDK that this program imports has no class ${name}`);
}
