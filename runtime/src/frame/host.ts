import type { Frame } from "./frame";

/** A function as WebAssembly calls it: i32 as number, i64 as bigint. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the exact types are checked on the module's imports at admission
export type HostFunction = (...values: any[]) => number | bigint | void;

/**
 * A set of host functions of module `env`. `bind` is called once a frame; everything the functions remember belongs
 * to that frame, nothing is global.
 */
export interface HostExtension {
  readonly name: string;
  /** Names it provides; a later extension overrides an earlier one. */
  readonly functions: readonly string[];
  bind(frame: Frame): Readonly<Record<string, HostFunction>>;
}
