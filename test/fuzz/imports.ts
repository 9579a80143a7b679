/** The host functions that compiled programs import. */
import { I32, I64, type FunctionType } from "./assembler";

export const IMPORTS: readonly { readonly name: string; readonly type: FunctionType }[] = [
  { name: "load", type: { parameters: [I32, I32], results: [] } },
  { name: "store", type: { parameters: [I32, I32], results: [] } },
  { name: "emit", type: { parameters: [I32, I32], results: [] } },
  { name: "call", type: { parameters: [I32, I32, I32, I32], results: [I32] } },
  { name: "callResult", type: { parameters: [I32, I32, I32], results: [] } },
  { name: "exit", type: { parameters: [I32, I32, I32], results: [] } },
  { name: "abort", type: { parameters: [I32, I32, I32, I32], results: [] } },
  { name: "calldata", type: { parameters: [I32, I32, I32], results: [] } },
  { name: "thread_spawn", type: { parameters: [I32, I32, I64, I32, I32, I32, I32, I32], results: [I64] } },
  { name: "thread_join", type: { parameters: [I64, I32, I32], results: [I32] } },
  { name: "thread_result", type: { parameters: [I32], results: [] } },
  { name: "thread_result_code", type: { parameters: [], results: [I32] } },
  { name: "thread_committed", type: { parameters: [I32, I32], results: [I32] } },
  { name: "thread_return", type: { parameters: [I32, I32], results: [] } },
  { name: "thread_context", type: { parameters: [], results: [I32] } },
];

const indices = new Map(IMPORTS.map(({ name }, index) => [name, index]));

export function importIndex(name: string): number {
  const index = indices.get(name);
  if (index === undefined) throw new RangeError(`${name} is not imported`);
  return index;
}
