/** A process that compares batches of programs for its parent. */
import { runBatch, type Batch } from "./batch";

process.on("message", (batch: Batch) => {
  process.send?.(runBatch(batch));
});
process.on("disconnect", () => process.exit());
