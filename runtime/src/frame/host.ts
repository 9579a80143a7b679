import type { Frame } from "./frame";

/** A function as WebAssembly calls it: i32 as number, i64 as bigint. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the exact types are checked on the module's imports at admission
export type HostFunction = (...values: any[]) => number | bigint | void;

/** Makes one host function for one frame; everything the function remembers belongs to that frame, nothing is global. */
export type HostFactory = (frame: Frame) => HostFunction;

/** Host functions of one concept by their import name, such as `"env.load"`. */
export type HostTable = Readonly<Record<string, HostFactory>>;

/** A set of host functions beyond, or instead of, the ones every contract has. */
export interface HostExtension {
  readonly name: string;
  readonly functions: HostTable;
}
