import type { CatalogueEntry } from "./entry";

/** TC3xxx: what a thread may do, whatever function or library does it. */
export const capabilityCodes = {
  TC3001: {
    title: "A thread emits an event",
    message: "A thread cannot emit an event.",
    why: "Events are part of the receipt in program order, and a thread has no place in that order.",
    help: "Return the data from the thread and emit the event after the join.",
    severity: "error",
    layers: ["reachability", "admission", "runtime"],
  },
  TC3002: {
    title: "A thread spawns a thread",
    message: "A thread cannot spawn another thread.",
    why: "Threads fork from the caller only, so that gas, reservations and join order are known in program order.",
    help: "Spawn all threads from the caller, or call the code directly inside this thread.",
    severity: "error",
    layers: ["syntax", "reachability", "admission", "runtime"],
  },
  TC3003: {
    title: "A thread writes storage without a reservation",
    message: "A thread that reserved nothing cannot write storage.",
    why: "Two threads could write the same slot, and the result would depend on which came last.",
    help: "Spawn it with `thread_spawn_with_reservation` and list the slots, or return the value and write it after the join.",
    severity: "error",
    layers: ["reachability", "admission", "runtime"],
  },
  TC3004: {
    title: "A thread deploys or updates a contract",
    message: "A thread cannot deploy or update a contract.",
    why: "It changes state that no reservation covers.",
    help: "Return what is needed from the thread and deploy after the join.",
    severity: "error",
    layers: ["reachability", "admission", "runtime"],
  },
  TC3005: {
    title: "A thread uses transient storage",
    message: "A thread cannot use transient storage.",
    why: "Transient storage is shared by the whole transaction and is in neither the snapshot nor a reservation.",
    help: "Read the value before the spawn and capture it; return what should be stored and store it after the join.",
    severity: "error",
    layers: ["reachability", "admission", "runtime"],
  },
  TC3006: {
    title: "A source of non-determinism",
    message: "A thread cannot use {what}.",
    why: "Every node must compute the same bits, and {what} may differ between machines.",
    help: "{remedy}",
    severity: "error",
    layers: ["reachability", "admission"],
  },
  TC3007: {
    title: "A host function that threads may not call",
    message: "A thread cannot call the host function '{import}'.",
    why: "Threads may only call host functions that are known to be safe in them.",
    help: "Call it before the spawn and capture the result, or after the join.",
    severity: "error",
    layers: ["reachability", "admission", "runtime"],
  },
  TC3008: {
    title: "A thread host function is declared by hand",
    message: "The host function '{import}' may only be declared by the SDK.",
    why: "A thread started around the compiler would not be checked.",
    help: "Import the thread functions from '@threaded-contract/sdk'.",
    severity: "error",
    layers: ["syntax", "reachability"],
  },
} as const satisfies Record<string, CatalogueEntry>;
