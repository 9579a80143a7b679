import type { SpawnName } from "../rules/rule";
import { CAPTURE_BYTES, guarded, guardsOf } from "./guards";
import { ANNOTATED, RESULT, type SiteNames } from "./names";

/** What the text of a lowered spawn depends on. */
export interface SpawnShape {
  /** Number of the spawn in the program. */
  readonly index: number;
  readonly names: SiteNames;
  readonly kind: SpawnName;
  /** Whether the closure's own return type is written beside the spawn's type argument. */
  readonly annotated: boolean;
  /** Names of the captured variables, `this` not among them. */
  readonly values: readonly string[];
  /** Names of the captured types. */
  readonly types: readonly string[];
  /** The type of `this` where the body uses it, such as `Pool<T>`; the functions are then instance methods. */
  readonly self: string | null;
}

const valueType = (index: number): string => `__tc_C${index}`;
const valueName = (index: number): string => `__tc_c${index}`;

/** The types by which the generated functions are generic, for the functions' heads and for calls of the body. */
function typeParameters(shape: SpawnShape): { spawn: string; body: string } {
  const result = shape.annotated ? [RESULT, ANNOTATED] : [RESULT];
  const others = [...shape.types, ...shape.values.map((_, index) => valueType(index))];
  const slots = shape.kind === "thread_spawn_with_reservation" ? ["__tc_S"] : [];
  const body = [shape.annotated ? ANNOTATED : RESULT, ...others];
  return { spawn: [...result, ...slots, ...others].join(", "), body: body.join(", ") };
}

/** The function that stands where the closure was: it stores the captures in an environment and starts the thread. */
export function spawnFunction(shape: SpawnShape): string {
  const { names, kind, values, self } = shape;
  const witnesses = [RESULT, ...(shape.annotated ? [ANNOTATED] : []), ...shape.types];
  const parameters = [
    ...witnesses.map((type, index) => `__tc_w${index}: __tc_Type<${type}>`),
    "__tc_gas: u64",
    ...listParameter(kind),
    ...values.map((_, index) => `${valueName(index)}: ${valueType(index)}`),
  ];
  const stores = values.map(
    (_, index) =>
      `__tc_store<${valueType(index)}>(__tc_changetype<usize>(__tc_e), ${valueName(index)}, ${offset(shape, index)});`,
  );
  if (self !== null) stores.unshift("__tc_store<usize>(__tc_changetype<usize>(__tc_e), __tc_changetype<usize>(this));");
  const bytes = CAPTURE_BYTES * (values.length + (self === null ? 0 : 1));
  const lowered = kind.replace("thread_", "__tc_");
  const slots = kind === "thread_spawn" ? "" : ", __tc_slots";
  const statements = `
    const __tc_e = __tc_changetype<__tc_ArrayBuffer>(${bytes === 0 ? "0" : `__new(${bytes}, __tc_idof<__tc_ArrayBuffer>())`});
    ${stores.join("\n")}
    return ${lowered}((${entry(shape)}).index, __tc_e, __tc_gas${slots}, __tc_tag<${RESULT}>());`;
  const head = `${declarator(shape)}${names.spawn}<${typeParameters(shape).spawn}>(${parameters.join(", ")})`;
  return `${head}: __tc_Handle { ${guarded(guardsOf(shape), statements)} }`;
}

function listParameter(kind: SpawnName): string[] {
  if (kind === "thread_spawn") return [];
  return [kind === "thread_spawn_with_memory" ? "__tc_slots: __tc_SharedMemory[]" : "__tc_slots: __tc_S"];
}

/** The thread entry: it takes the captures out of the environment and hands the body's value to the host. */
function entry(shape: SpawnShape): string {
  const { names, values, self } = shape;
  const loads = values.map((_, index) => `__tc_load<${valueType(index)}>(__tc_e, ${offset(shape, index)})`);
  const receiver = self === null ? "" : `__tc_changetype<${self}>(__tc_load<usize>(__tc_e)).`;
  const body = `${receiver}${names.body}<${typeParameters(shape).body}>(${loads.join(", ")})`;
  return `(__tc_e: usize): void => {
    if (__tc_isVoid<${RESULT}>()) { ${body}; } else __tc_return<${RESULT}>(${body});
  }`;
}

/** The function that takes over the closure's statements; they are put in later, as the author's own nodes. */
export function bodyFunction(shape: SpawnShape): string {
  const parameters = shape.values.map((name, index) => `${name}: ${valueType(index)}`);
  return `${declarator(shape)}${shape.names.body}<${typeParameters(shape).body}>(${parameters.join(", ")}): ${shape.annotated ? ANNOTATED : RESULT} {}`;
}

/** Methods are declared by their name alone. */
function declarator(shape: SpawnShape): string {
  return shape.self === null ? "function " : "";
}

function offset(shape: SpawnShape, index: number): number {
  return CAPTURE_BYTES * (index + (shape.self === null ? 0 : 1));
}
