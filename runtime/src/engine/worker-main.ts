import { parentPort, workerData } from "node:worker_threads";
import { isThreadedContractError } from "@threaded-contract/transform";
import { invariant } from "../errors";
import { SELF_TEST_EXIT_CODE, type Numbered, type ToFrameWorker, type WorkerBoot } from "../protocol";
import { FrameWorker } from "./frame-worker";
import { ThreadWorker } from "./thread-worker";

// The entry of every worker thread; its role is in its data.
const boot = workerData as WorkerBoot;
const port = parentPort;
invariant(port !== null, "this file is the entry of a worker");

try {
  if (boot.role === "thread") new ThreadWorker(boot, port).start();
  else {
    const { requests } = boot;
    invariant(requests !== null, "a frame worker has a channel for requests");
    const worker = new FrameWorker(boot, requests);
    requests.on("message", (message: Numbered<ToFrameWorker>) => worker.serve(message));
    worker.tellReady();
  }
} catch (error) {
  if (!isThreadedContractError(error, "TC6018")) throw error;
  process.exit(SELF_TEST_EXIT_CODE);
}
