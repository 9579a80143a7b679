import { OperatorReader } from "../wasm/operator-reader";
import { opcodeOf } from "../wasm/opcodes";
import { malformed } from "../wasm/refusal";
import { formatFunctionType, type WasmModule } from "../wasm/types";

const CALL = opcodeOf("call");
const CALL_INDIRECT = opcodeOf("call_indirect");
const REF_FUNC = opcodeOf("ref.func");

/** What each function can call. */
export interface CallGraph {
  /** Direct callees by function index, each once, in order of first use; imports have none. */
  readonly direct: readonly (readonly number[])[];
  /** The types (as text) that a function calls indirectly, by function index. */
  readonly indirect: readonly (readonly string[])[];
  /** Functions whose reference exists, by type as text, ascending: what an indirect call of that type can reach. */
  readonly tableFunctions: ReadonlyMap<string, readonly number[]>;
}

const nothing: readonly never[] = Object.freeze([]);

/** Any element segment counts, passive ones too, and any `ref.func`: a table could be filled from it. */
function collectTableFunctions(
  module: WasmModule,
  typeNames: readonly string[],
  referenced: ReadonlySet<number>,
): Map<string, number[]> {
  const indices = new Set(referenced);
  for (const segment of module.elements) {
    for (const index of segment.functions) if (index >= 0) indices.add(index);
  }
  for (const global of module.globals) {
    if (global.initial.kind === "function") indices.add(global.initial.index);
  }
  const byType = new Map<string, number[]>();
  for (const index of [...indices].sort((a, b) => a - b)) {
    const type = typeNames[module.functions[index] ?? -1];
    if (type === undefined) continue;
    const known = byType.get(type);
    if (known === undefined) byType.set(type, [index]);
    else known.push(index);
  }
  return byType;
}

/**
 * Builds the call graph of a module from its code.
 *
 * It is conservative: an indirect call is taken to reach every function of its type that has a reference
 * anywhere in the module, whatever index it computes.
 *
 * @throws TC6001 or TC6004 where the code cannot be read
 * @example
 * ```ts
 * const graph = buildCallGraph(decodeModule(readFileSync("build/primes.wasm")));
 * ```
 */
export function buildCallGraph(module: WasmModule): CallGraph {
  const typeNames = module.types.map(formatFunctionType);
  const direct: (readonly number[])[] = new Array<readonly number[]>(module.importedFunctionCount).fill(nothing);
  const indirect: (readonly string[])[] = new Array<readonly string[]>(module.importedFunctionCount).fill(nothing);
  const referenced = new Set<number>();
  for (const body of module.bodies) {
    const callees = new Set<number>();
    const types = new Set<string>();
    const operators = new OperatorReader(module.bytes, body.codeStart, body.end);
    while (operators.next()) {
      const { opcode, immediate } = operators;
      if (opcode === CALL || opcode === REF_FUNC) {
        if (immediate >= module.functions.length) malformed("an unknown function", operators.offset);
        (opcode === CALL ? callees : referenced).add(immediate);
      } else if (opcode === CALL_INDIRECT) {
        types.add(typeNames[immediate] ?? malformed("an unknown type", operators.offset));
      }
    }
    direct.push(callees.size === 0 ? nothing : [...callees]);
    indirect.push(types.size === 0 ? nothing : [...types]);
  }
  return { direct, indirect, tableFunctions: collectTableFunctions(module, typeNames, referenced) };
}

/** The call graph as numbered nodes: functions by index, then one node for each type that is called indirectly. */
export interface CallNodes {
  readonly count: number;
  /** The types as text; the node of each is the number of functions plus its place here. */
  readonly types: readonly string[];
  /** What a node calls; a type node leads to the functions of its type. */
  readonly successors: (node: number) => readonly number[];
}

/**
 * Type nodes keep the graph small: a thousand indirect calls of a thousand functions are two thousand edges.
 *
 * @example
 * ```ts
 * const { count, successors } = callNodes(buildCallGraph(module));
 * const cycles = stronglyConnected(count, successors).filter((component) => component.length > 1);
 * ```
 */
export function callNodes(graph: CallGraph): CallNodes {
  const functionCount = graph.direct.length;
  const types = [...new Set(graph.indirect.flat())].sort();
  const nodeOf = new Map(types.map((type, position) => [type, functionCount + position]));
  const ofFunctions = graph.direct.map((callees, index) => {
    const indirect = graph.indirect[index]!;
    return indirect.length === 0 ? callees : [...callees, ...indirect.map((type) => nodeOf.get(type)!)];
  });
  const ofTypes = types.map((type) => graph.tableFunctions.get(type) ?? nothing);
  const all = [...ofFunctions, ...ofTypes];
  return { count: all.length, types, successors: (node) => all[node]! };
}
