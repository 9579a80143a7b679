import { invariant } from "../errors";
import type { Frame } from "./frame";
import type { LinkedModule } from "./linked-module";

/** Places of a memory that are compared; all of them would cost as much as overwriting it. */
const SAMPLES = 64;

/** Each use of an instance looks at every fourth of them; they take turns. */
const TURNS = 4;

/** What a memory and its globals have to hold before a frame runs. */
export interface CleanState {
  /** From address 0; beyond its end the memory is zero. */
  readonly bytes: Uint8Array;
  readonly globals: Uint32Array;
}

/** The addresses of the samples, by the length of the memory. */
const places = new Map<number, Uint32Array>();

/** Addresses all over a memory; not always the same place of a page. */
function placesOf(length: number): Uint32Array {
  let found = places.get(length);
  if (found === undefined) {
    const step = length / SAMPLES;
    const samples = length === 0 ? 0 : SAMPLES;
    found = Uint32Array.from({ length: samples }, (_, i) => Math.floor(i * step + ((i * 2_654_435_761) % step)));
    places.set(length, found);
  }
  return found;
}

/**
 * Marks the memory of a frame that has ended, at places all over it: were it not overwritten before its next use, `checkClean` would
 * find the marks, whatever the frame itself had left.
 */
export function markUsed(linked: LinkedModule): void {
  const memory = linked.view.bytes;
  const samples = placesOf(memory.length);
  for (let i = linked.uses % TURNS; i < samples.length; i += TURNS) memory[samples[i]!] = markOf(i);
}

/** A byte that is not zero and seldom what a program has there. */
function markOf(sample: number): number {
  return 0x81 + ((sample * 37) & 0x7e);
}

/**
 * Asserts that an instance that was used before holds exactly what it has to, and nothing of the frame before: all meters and
 * globals, and the memory at places all over it.
 */
export function checkClean(linked: LinkedModule, { bytes, globals }: CleanState): void {
  const memory = linked.view.bytes;
  invariant(bytes.length <= memory.length, "an instance has room for what it begins with");
  const samples = placesOf(memory.length);
  for (let i = linked.uses % TURNS; i < samples.length; i += TURNS) {
    const at = samples[i]!;
    invariant(memory[at] === (bytes[at] ?? 0), "no byte of an earlier frame is left in memory");
  }
  invariant(linked.hasGlobals(globals), "no global of an earlier frame is left in an instance");
}

/** Asserts that a frame has nothing behind it: no answer, no join, no ending, no exhausted meter. */
export function checkUntouched(frame: Frame): void {
  const { instance, execution } = frame;
  invariant(instance.exhausted === 0 && !instance.refused, "no meter of an earlier frame is left in an instance");
  const answers = frame.callResult.length + (frame.joined === null ? 0 : 1) + (frame.threadResult === null ? 0 : 1);
  invariant(answers === 0, "no answer of an earlier frame is left");
  invariant(frame.ending === null && frame.generation === null, "no ending of an earlier frame is left");
  invariant(execution.fatal === null, "no failure of an earlier job is left");
}
