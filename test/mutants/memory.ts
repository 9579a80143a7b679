import { mutant, type Mutant } from "./mutant";

/** Forks, regions and results. */
export const memoryMutants: readonly Mutant[] = [
  mutant(
    "M-1",
    "one global not forked",
    "frame/linked-module",
    "for (let i = 0; i < globals.length; i++) {\n            const wide",
    "for (let i = 1; i < globals.length; i++) {\n            const wide",
  ),
  mutant(
    "M-1",
    "half of the memory not forked",
    "frame/instance",
    "(0, copy_bytes_1.copyBytes)(bytes, image);",
    "(0, copy_bytes_1.copyBytes)(bytes, image.subarray(0, 0x800));",
  ),
  mutant(
    "M-8",
    "a frame that begins with the memory of an earlier one",
    "frame/instance-pool",
    "bytes.set(beginning.bytes);\n        bytes.fill(0, beginning.bytes.length);",
    "",
  ),
  {
    ...mutant(
      "M-3",
      "regions that do not come back",
      "threads/join",
      "frame.guest.bytes.set(outcome.regions.subarray(at, at + length), pointer);",
      "",
    ),
    conformance: true,
  },
  {
    ...mutant(
      "M-3",
      "lent regions that main may change",
      "threads/join",
      "if ((0, words_1.compareBytes)(now.subarray(at, at + length), before) !== 0) {",
      "if (false) {",
    ),
    conformance: true,
  },
  mutant(
    "M-3",
    "two threads borrow one region",
    "threads/spawn-checks",
    "const lent = row.regions.find((other) => overlap(other, region));",
    "const lent = undefined;",
  ),
  {
    ...mutant(
      "M-3",
      "regions as they were at the spawn",
      "threads/thread-execution",
      "this.regions = (0, spawn_1.collectRegions)(frame.guest.bytes, this.job.regions);",
      "this.regions = (0, spawn_1.collectRegions)(this.job.image, this.job.regions);",
    ),
    conformance: true,
  },
  mutant(
    "M-4",
    "a result that is lost",
    "frame/run-frame",
    "data: frame.threadResult ?? words_1.noBytes",
    "data: words_1.noBytes",
  ),
  {
    ...mutant("M-7", "a thread's pages without a limit", "threads/spawn", "pageLimit: row.pages,", "pageLimit: 65536,"),
    conformance: true,
  },
];
