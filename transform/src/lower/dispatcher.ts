import type { FunctionDeclaration, Node, TypeNode } from "assemblyscript" with { "resolution-mode": "import" };
import { selectorOf, selectorText } from "../abi/selector";
import type { ExportedFunction, ModuleExports } from "../abi/exported-functions";
import { descendants } from "../frontend/children";
import type { Compiler } from "../frontend/compiler";
import { parseSnippet } from "../frontend/snippet";
import { syntaxKinds } from "../frontend/syntax-kinds";

/** The host calls these by themselves, so they have no selector: their calldata holds nothing but arguments. */
const HOOKS: readonly string[] = ["onDeploy", "onUpdate"];

/** Whether the host, and no caller, calls the exported function of this name. */
export function isHook(name: string): boolean {
  return HOOKS.includes(name);
}

/** The generated function that decodes the arguments of an exported function, calls it and answers. */
export type Adapters = ReadonlyMap<ExportedFunction, FunctionDeclaration>;

/**
 * Generates `execute`, which routes a call to the exported function whose selector it carries.
 *
 * Each function is called by an adapter in its own file, where the names of its types mean what its author meant.
 */
export function generateDispatcher(compiler: Compiler, { entry, functions }: ModuleExports): Adapters {
  const adapters = new Map<ExportedFunction, FunctionDeclaration>();
  const cases: string[] = [];
  functions.forEach((exported, index) => {
    const name = `__tc_call_${index}`;
    const adapter = parseSnippet(
      compiler,
      adapterText(exported, name),
      exported.declaration.name.range,
    )[0] as FunctionDeclaration;
    fillTypes(compiler, adapter, exported);
    exported.source.statements.push(adapter);
    adapters.set(exported, adapter);
    const call = `${name}(__tc_reader);`;
    if (isHook(exported.name)) {
      entry.statements.push(...parseSnippet(compiler, hookText(exported.name, call), entry.range.atStart));
    } else cases.push(`case ${selectorText(exported.name)}: { ${call} break; }`);
  });
  entry.statements.push(...parseSnippet(compiler, executeText(cases), entry.range.atStart));
  return adapters;
}

/**
 * Two exported functions with one selector, of which a caller could only ever reach the first: those of one name in two entry files,
 * about which the compiler says nothing.
 */
export function findSelectorClash({ functions }: ModuleExports): readonly [ExportedFunction, ExportedFunction] | null {
  const bySelector = new Map<number, ExportedFunction>();
  for (const exported of functions) {
    const other = bySelector.get(selectorOf(exported.name));
    if (other !== undefined) return [other, exported];
    bySelector.set(selectorOf(exported.name), exported);
  }
  return null;
}

const TYPE_PLACEHOLDER = "__tc_TYPE_";

function adapterText({ declaration }: ExportedFunction, name: string): string {
  const { parameters } = declaration.signature;
  const reads = parameters.map((_, index) => `const __tc_p${index} = __tc_reader.read<${TYPE_PLACEHOLDER}${index}>();`);
  const call = `${declaration.name.text}(${parameters.map((_, index) => `__tc_p${index}`).join(", ")})`;
  const result = `${TYPE_PLACEHOLDER}${parameters.length}`;
  return `@global function ${name}(__tc_reader: __tc_AbiReader): void {
    ${reads.join("\n")}
    __tc_reader.finish();
    if (__tc_isVoid<${result}>()) { ${call}; } else __tc_answer<${result}>(${call});
  }`;
}

function executeText(cases: readonly string[]): string {
  return `export function execute(__tc_length: i32): i32 {
    const __tc_reader = __tc_calldata(__tc_length);
    const __tc_selector = __tc_reader.read<u32>();
    switch (__tc_selector) {
      ${cases.join("\n")}
      default: __tc_unknown_selector(__tc_selector);
    }
    return 0;
  }`;
}

/** The export under the hook's own name is put in its place after compilation, since the author's function has that name. */
export function hookExport(name: string): string {
  return `__tc_${name}`;
}

function hookText(name: string, call: string): string {
  return `export function ${hookExport(name)}(__tc_length: i32): i32 {
    const __tc_reader = __tc_calldata(__tc_length);
    ${call}
    return 0;
  }`;
}

/** Replaces the placeholders by the author's own type nodes: printing and parsing them again could change them. */
function fillTypes(compiler: Compiler, adapter: FunctionDeclaration, { declaration }: ExportedFunction): void {
  const { signature } = declaration;
  const types = [...signature.parameters.map((parameter) => parameter.type), signature.returnType];
  const { Call } = syntaxKinds(compiler);
  for (const node of descendants(adapter)) {
    const call = node as Node & { typeArguments?: TypeNode[] | null };
    if ((node.kind as number) !== Call || !call.typeArguments) continue;
    call.typeArguments = call.typeArguments.map((type) => {
      const text = (type as TypeNode & { name?: { identifier: { text: string } } }).name?.identifier.text ?? "";
      return text.startsWith(TYPE_PLACEHOLDER) ? types[Number(text.slice(TYPE_PLACEHOLDER.length))]! : type;
    });
  }
}
