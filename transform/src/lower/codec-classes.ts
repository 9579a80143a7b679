import type { ClassDeclaration, NamespaceDeclaration, Node, Source, Statement } from "assemblyscript" with {
  "resolution-mode": "import",
};
import type { Compiler } from "../frontend/compiler";
import { syntaxKinds } from "../frontend/syntax-kinds";
import { abiMembers, standardAbiMembers } from "./codec-abi";
import { classFields, hasBase } from "./codec-fields";
import { addMembers } from "./codec-members";

/** Which methods a program needs. */
export interface CodecParts {
  /** The graph codec of thread results. */
  readonly results: boolean;
  /** The wire format of arguments, return values and events, and storage words of big integers. */
  readonly abi: boolean;
}

/**
 * Adds the methods to every class through which the SDK's codecs reach its fields.
 *
 * AssemblyScript cannot enumerate fields, and compiles methods only when they are called: classes that never cross a boundary
 * cost nothing.
 *
 * @param sources all sources of the program, the standard library included
 */
export function injectCodecs(compiler: Compiler, sources: readonly Source[], parts: CodecParts): void {
  for (const source of sources) {
    const isStandard = /^~lib\/(?:[a-z]+|shared\/\w+|rt\/\w+|util\/\w+|bindings\/\w+)$/.test(source.internalPath);
    for (const declaration of classesOf(compiler, source.statements)) {
      if (isStandard) extendStandard(compiler, declaration, parts);
      else extend(compiler, declaration, parts);
    }
  }
}

function* classesOf(compiler: Compiler, statements: readonly Statement[]): Generator<ClassDeclaration> {
  const kinds = syntaxKinds(compiler);
  for (const statement of statements) {
    const node = statement as Node & { declaration?: Node };
    const declaration = node.kind === kinds.ExportDefault && node.declaration ? node.declaration : node;
    if (declaration.kind === kinds.ClassDeclaration || declaration.kind === kinds.InterfaceDeclaration) {
      yield declaration as ClassDeclaration;
    } else if (declaration.kind === kinds.NamespaceDeclaration) {
      yield* classesOf(compiler, (declaration as NamespaceDeclaration).members);
    }
  }
}

function extend(compiler: Compiler, declaration: ClassDeclaration, parts: CodecParts): void {
  if (hasDecorator(declaration, "unmanaged")) return;
  if (declaration.kind === syntaxKinds(compiler).InterfaceDeclaration) {
    if (parts.results) addMembers(compiler, declaration, INTERFACE_MEMBERS);
    return;
  }
  let members = "";
  if (parts.results) members += resultMembers(compiler, declaration);
  // A class of the SDK may have a wire format of its own.
  if (parts.abi && !declaration.members.some((member) => member.name.text === "__tc_abi_write")) {
    members += abiMembers(compiler, declaration);
  }
  addMembers(compiler, declaration, members);
}

const INTERFACE_MEMBERS =
  "__tc_size(): usize; __tc_encode(encoder: __tc_Encoder): void; __tc_decode(decoder: __tc_Decoder): void;";

function resultMembers(compiler: Compiler, declaration: ClassDeclaration): string {
  const fields = classFields(compiler, declaration);
  const each = (codec: string): string =>
    fields
      .map(
        ({ name, type }) =>
          `${codec}.field<${compiler.ASTBuilder.build(type)}>(changetype<usize>(this), offsetof<this>("${name}"));`,
      )
      .join(" ");
  const base = (method: string, codec: string): string => (hasBase(declaration) ? `super.${method}(${codec});` : "");
  return `
    __tc_size(): usize { return offsetof<this>(); }
    __tc_encode(encoder: __tc_Encoder): void { ${base("__tc_encode", "encoder")} ${each("encoder")} }
    __tc_decode(decoder: __tc_Decoder): void { ${base("__tc_decode", "decoder")} ${each("decoder")} }`;
}

/** Standard classes with a body of their own: what `sdk/assembly/containers.ts` calls it, and its type parameters. */
const standardBodies: Readonly<Record<string, readonly [name: string, parameters: string]>> = {
  ArrayBufferView: ["view", ""],
  Array: ["array", "<T>"],
  StaticArray: ["static", "<T>"],
  Map: ["map", "<K, V>"],
  Set: ["set", "<T>"],
};
const standardPlain = new Set(["Error", "RangeError", "TypeError", "SyntaxError", "URIError", "Date"]);

function extendStandard(compiler: Compiler, declaration: ClassDeclaration, parts: CodecParts): void {
  const name = declaration.name.text;
  let members = "";
  if (parts.results && Object.hasOwn(standardBodies, name)) {
    const [body, parameters] = standardBodies[name]!;
    members += `__tc_size(): usize { return offsetof<this>(); }
      __tc_encode(encoder: __tc_Encoder): void { __tc_encode_${body}${parameters}(encoder, this); }
      __tc_decode(decoder: __tc_Decoder): void { __tc_decode_${body}${parameters}(decoder, this); }`;
  }
  if (parts.results && standardPlain.has(name)) members += resultMembers(compiler, declaration);
  if (parts.abi) members += standardAbiMembers(name);
  if (members !== "") addMembers(compiler, declaration, members);
}

function hasDecorator(declaration: ClassDeclaration, name: string): boolean {
  return (declaration.decorators ?? []).some((decorator) => (decorator.name as Node & { text?: string }).text === name);
}
