import { invariant } from "../errors";
import { CELL_BYTES } from "./words";

/** A key and what was written to it. */
export interface Write {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/** Copies of the 32-byte cells that lie one after the other. */
export function splitCells(bytes: Uint8Array): Uint8Array[] {
  invariant(bytes.length % CELL_BYTES === 0, "cells are whole");
  if (bytes.length === 0) return [];
  const count = bytes.length / CELL_BYTES;
  return Array.from({ length: count }, (_, i) => bytes.slice(i * CELL_BYTES, (i + 1) * CELL_BYTES));
}

/** The same for keys and values in turn. */
export function splitWrites(bytes: Uint8Array): Write[] {
  if (bytes.length === 0) return [];
  const cells = splitCells(bytes);
  invariant(cells.length % 2 === 0, "a write is a key and a value");
  return Array.from({ length: cells.length / 2 }, (_, i) => ({ key: cells[2 * i]!, value: cells[2 * i + 1]! }));
}
