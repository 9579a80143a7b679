/** A process that compares batches of programs for its parent. */
import { runBatch, type Batch } from "./batch";

process.on("message", (batch: Batch) => {
  void runBatch(batch).then((result) => process.send?.(result));
});
process.on("disconnect", () => process.exit());
