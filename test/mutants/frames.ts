import { mutant, type Mutant } from "./mutant";

/** Failures, handles, results and calls. */
export const frameMutants: readonly Mutant[] = [
  mutant("H-7", "result tag unchecked", "threads/join-checks", "if (row.thread.tag !== tag >>> 0) {", "if (false) {"),
  mutant("H-2", "a thread joined twice", "threads/join-checks", ' && row.state === "live"', ""),
  {
    ...mutant("H-3", "handles of other frames", "threads/join-checks", " && row.frame === frame", ""),
    conformance: true,
  },
  mutant(
    "F-2",
    "a join that hides the failure",
    "threads/join",
    "if (!succeeded && mode !== exports.JoinMode.attempt)",
    "if (false)",
  ),
  mutant(
    "F-2",
    "a join that answers 1 for every failure",
    "threads/join",
    "return outcome.status;",
    "return outcome.status && 1;",
  ),
  {
    ...mutant(
      "F-5",
      "a frame may leave threads behind",
      "frame/main-execution",
      "if (count === 0 || ending.status !== backend_1.Status.success)",
      "if (true)",
    ),
    conformance: true,
  },
  {
    ...mutant(
      "F-5",
      "a failed callee keeps its writes",
      "frame/main-execution",
      "this.overlay.revert(mark.writes);",
      "",
    ),
    conformance: true,
  },
  mutant("F-5", "a failed callee keeps its events", "frame/main-execution", "this.events.length = mark.events;", ""),
  mutant(
    "X-5",
    "a callee of a thread may change state",
    "frame/hosts/call",
    "readOnly: context.readOnly || frame.inThread",
    "readOnly: context.readOnly",
  ),
  {
    ...mutant("X-11", "depth from 1 in each thread", "threads/run-thread", "depth: job.counters.depth", "depth: 1"),
    conformance: true,
  },
  {
    ...mutant("X-9", "depth that is not counted", "frame/hosts/call", "depth: frame.depth + 1", "depth: frame.depth"),
    conformance: true,
  },
  {
    ...mutant("X-9", "calls that are not counted", "frame/hosts/call", "execution.calls++;", ""),
    conformance: true,
  },
  {
    ...mutant("X-9", "calls of a thread that are forgotten", "threads/join", "execution.calls += outcome.calls;", ""),
    conformance: true,
  },
  mutant(
    "X-9",
    "calls of a thread counted from 0",
    "threads/thread-execution",
    "this.calls = job.counters.calls;",
    "this.calls = 0; job = this.job = { ...job, counters: { ...job.counters, calls: 0 } };",
  ),
  {
    ...mutant(
      "X-9",
      "event bytes without a limit",
      "frame/main-execution",
      "if (bytes > limits_1.EVENTS_PER_TRANSACTION_BYTES_MAXIMUM) {",
      "if (false) {",
    ),
    conformance: true,
  },
  {
    ...mutant(
      "X-8",
      "a thread without calldata",
      "threads/run-thread",
      "context: job.context,",
      "context: { ...job.context, calldata: new Uint8Array(job.context.calldata.length) },",
    ),
    conformance: true,
  },
];
