import type { Frame } from "../../frame/frame";

/** Traps because of an argument that op-vm refuses too. */
export function refuse(frame: Frame, name: string, reason: string): never {
  return frame.trap("TC5015", { import: name, reason });
}

/** An i32 as the unsigned number that op-vm takes it for. */
export function unsigned(value: number): number {
  return value >>> 0;
}
