/** What a contract is to the reference model: code that is run on a frame, and what the two hand to each other. */
import type { Frame } from "../reference-model/frame";
import type { Region } from "./program";

/** The export, which ends by `frame.exit`, and the entries of the manifest. */
export interface Contract {
  execute(frame: Frame): void;
  readonly threads: readonly { readonly tag: number; run(frame: Frame, environment: bigint): void }[];
}

/** What goes between frames: a number of bytes, and the values in them. */
export interface Data {
  readonly bytes: number;
  readonly words: readonly bigint[];
}

/** What a frame runs on; a spawn copies it. Bytes beyond `memory` are zero. */
export interface Machine {
  readonly memory: Uint8Array;
  pages: number;
  global: bigint;
}

/** The arguments of a spawn; `entry` counts the contract's threads, `slots` is null for a list outside memory. */
export interface SpawnRequest {
  readonly entry: number;
  readonly environment: bigint;
  readonly tag: number;
  readonly budget: bigint;
  readonly slots: readonly number[] | null;
  readonly regions: readonly Region[];
}

/** A ticket, 0 for the number 0, and which of its handle's marks is not its own (H-2). */
export interface Handle {
  readonly ticket: number;
  readonly wrong?: "handle" | "transaction";
}
