import type { CatalogueEntry } from "./entry";

/** TC7xxx: advice, never an error. */
export const adviceCodes = {
  TC7001: {
    title: "The compiler's closures are switched on",
    message: "The contract is compiled with `--enable closures`.",
    why: "The compiler's closures share variables with the function around them; a thread has copies, which it takes at the spawn. The feature is experimental, makes every call of a function value dearer, and threads do not need it.",
    help: "Take `closures` out of `enable` in asconfig.json, unless functions other than thread bodies capture variables.",
    severity: "warning",
    layers: ["project"],
  },
  TC7002: {
    title: "A thread costs more than it computes",
    message: "The thread computes for less than {cost} gas, and to spawn and join it costs {overhead}.",
    why: "A spawn and a join have a fixed price, so that only threads with more work than that can make a call cheaper or faster.",
    help: "Call the function without a thread, or give one thread the work of several.",
    severity: "information",
    layers: ["syntax"],
  },
  TC7003: {
    title: "A loop spawns without a bound",
    message: "This loop spawns as many threads as '{bound}' says, and at most 256 can be unjoined.",
    why: "A caller who sends a longer list makes the call fail, however much gas is paid.",
    help: "Give each thread a part of the work: fix the number of threads, and divide '{bound}' by it.",
    severity: "information",
    layers: ["syntax"],
  },
  TC7004: {
    title: "A join gives no gas back",
    message: "This join gives no gas back.",
    why: "The thread's budget was paid at the spawn; `thread_join` keeps what is left of it and the discount for parallel work.",
    help: "Use `thread_join_with_refund`.",
    severity: "information",
    layers: ["syntax"],
  },
  TC7005: {
    title: "A reservation is wider than the writes",
    message: "The thread writes none of the slots that are listed here: {slot}.",
    why: "Each reserved slot costs gas and keeps other threads from it.",
    help: "List only the slots that the thread writes.",
    severity: "information",
    layers: ["syntax"],
  },
} as const satisfies Record<string, CatalogueEntry>;
