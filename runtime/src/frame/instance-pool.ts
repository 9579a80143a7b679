import { invariant } from "../errors";
import { POOLED_MEMORY_PAGES_MAXIMUM, SPARE_INSTANCES_MAXIMUM, SPARE_INSTANCES_PAGES_MAXIMUM } from "../limits";
import type { AdmittedModule } from "../meter/admit";
import { checkClean, markUsed } from "./check-clean";
import { LinkedModule } from "./linked-module";
import type { MemoryPool } from "./memory-pool";

/** What a module's memory and globals hold before anything has run. */
interface Beginning {
  /** Up to the last byte that is not zero. */
  readonly bytes: Uint8Array;
  readonly globals: Uint32Array;
}

const beginnings = new WeakMap<AdmittedModule, Beginning>();

/** Instances that frames have finished with, the last one used last. */
const spares: LinkedModule[] = [];
let sparePages = 0;

/** An instance as if it had just been created: memory zeroed but for the data segments, globals at their initial values. */
export function takeFresh(module: AdmittedModule, memories: MemoryPool): LinkedModule {
  const { initialPages } = module.memory;
  const beginning = beginnings.get(module);
  const spare = beginning === undefined ? undefined : takeSpare(module, initialPages);
  if (beginning !== undefined && spare !== undefined) {
    const { bytes } = spare.view;
    bytes.set(beginning.bytes);
    bytes.fill(0, beginning.bytes.length);
    spare.writeGlobals(beginning.globals);
    checkClean(spare, beginning);
    return spare;
  }
  const linked = new LinkedModule(module, memories.take(initialPages, true));
  if (beginning === undefined) beginnings.set(module, readBeginning(linked));
  else checkClean(linked, beginning);
  invariant(linked.pages === initialPages, "a new instance has the memory that its module asks for");
  return linked;
}

/** An instance whose memory and globals the caller overwrites entirely, as a fork does. */
export function takeForOverwriting(module: AdmittedModule, pages: number, memories: MemoryPool): LinkedModule {
  invariant(pages >= module.memory.initialPages, "a memory holds at least what the module asks for");
  const linked = takeSpare(module, pages) ?? new LinkedModule(module, memories.take(pages, false));
  invariant(linked.pages === pages, "an instance has the memory that is asked for");
  return linked;
}

/** Takes back an instance that no frame uses any more. */
export function giveBack(linked: LinkedModule, memories: MemoryPool): void {
  invariant(!spares.includes(linked), "an instance is given back once");
  linked.unbind();
  markUsed(linked);
  if (linked.pages > POOLED_MEMORY_PAGES_MAXIMUM) return;
  spares.push(linked);
  sparePages += linked.pages;
  while (spares.length > SPARE_INSTANCES_MAXIMUM || sparePages > SPARE_INSTANCES_PAGES_MAXIMUM) {
    const oldest = spares.shift()!;
    sparePages -= oldest.pages;
    memories.give(oldest.view.memory);
  }
  invariant(sparePages >= 0 && spares.length <= SPARE_INSTANCES_MAXIMUM, "the number of spares is bounded");
}

function takeSpare(module: AdmittedModule, pages: number): LinkedModule | undefined {
  const found = spares.findLastIndex((spare) => spare.module === module && spare.pages === pages);
  if (found < 0) return undefined;
  sparePages -= pages;
  return spares.splice(found, 1)[0];
}

function readBeginning(linked: LinkedModule): Beginning {
  const { bytes } = linked.view;
  const length = bytes.findLastIndex((byte) => byte !== 0) + 1;
  return { bytes: bytes.slice(0, length), globals: linked.readGlobals().slice() };
}
