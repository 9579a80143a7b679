/** Makes a program that fails smaller for as long as it fails. */
import type { Access, Body, ContractProgram, Operation, Program } from "./program";

/** Programs that are tried at most; each costs some milliseconds. */
const ATTEMPTS_MAXIMUM = 2_000;

/** A smaller program that still fails. @param fails whether a program shows what was found */
export async function shrink(program: Program, fails: (program: Program) => Promise<boolean>): Promise<Program> {
  let smallest = program;
  let attempts = 0;
  for (let found = true; found;) {
    found = false;
    for (const candidate of smallerPrograms(smallest)) {
      if (++attempts > ATTEMPTS_MAXIMUM) return smallest;
      if (!(await fails(candidate))) continue;
      smallest = candidate;
      found = true;
      break;
    }
  }
  return smallest;
}

/** Programs that are a step smaller, the large steps first. */
export function* smallerPrograms(program: Program): Generator<Program> {
  const { contracts, transactions } = program;
  if (transactions.length > 1) {
    for (const index of transactions.keys()) yield { contracts, transactions: without(transactions, index, 1) };
  }
  const last = contracts.length - 1;
  if (last > 0) yield { transactions, contracts: contracts.slice(0, last).map((each) => withoutCalls(each, last)) };
  for (const [index, contract] of contracts.entries()) {
    for (const smaller of smallerContracts(contract)) {
      yield { transactions, contracts: replaced(contracts, index, smaller) };
    }
  }
  for (const [index, { gasLimit, readOnly }] of transactions.entries()) {
    if (!readOnly) continue;
    yield { contracts, transactions: replaced(transactions, index, { gasLimit, readOnly: false }) };
  }
}

function without<T>(items: readonly T[], from: number, count: number): T[] {
  return [...items.slice(0, from), ...items.slice(from + count)];
}

function replaced<T>(items: readonly T[], index: number, item: T): T[] {
  return items.map((each, at) => (at === index ? item : each));
}

function withoutCalls(contract: ContractProgram, callee: number): ContractProgram {
  const kept = (body: Body): Body =>
    body.filter((operation) => operation.operation !== "call" || operation.contract !== callee);
  return { methods: contract.methods.map(kept), threads: contract.threads.map(kept) };
}

function* smallerContracts({ methods, threads }: ContractProgram): Generator<ContractProgram> {
  if (methods.length > 1) yield { methods: methods.slice(0, -1), threads };
  const spawned = methods.flat().flatMap((each) => ("body" in each ? [each.body] : []));
  if (threads.length > 1 + Math.max(0, ...spawned)) yield { methods, threads: threads.slice(0, -1) };
  for (const [index, body] of methods.entries()) {
    for (const smaller of smallerBodies(body)) yield { methods: replaced(methods, index, smaller), threads };
  }
  for (const [index, body] of threads.entries()) {
    for (const smaller of smallerBodies(body)) yield { methods, threads: replaced(threads, index, smaller) };
  }
}

/** Bodies with fewer operations: without any, without a half, a quarter, one of them; then with simpler ones. */
function* smallerBodies(body: Body): Generator<Body> {
  for (let size = body.length; size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < body.length; from += size) yield without(body, from, size);
  }
  for (const [index, operation] of body.entries()) {
    for (const simpler of simplerOperations(operation)) yield replaced(body, index, simpler);
  }
}

/** Numbers between nothing and a number, the smallest first. */
function lower(number: number, least: number): number[] {
  return [...new Set([least, Math.floor((least + number) / 2), number - 1])].filter(
    (each) => each >= least && each < number,
  );
}

/** The same operation with smaller numbers and less about it. */
function* simplerOperations(operation: Operation): Generator<Operation> {
  if ("value" in operation && (operation.value === "accumulator" || operation.value.literal > 1n)) {
    yield { ...operation, value: { literal: 1n } };
  }
  switch (operation.operation) {
    case "burn":
      for (const iterations of lower(operation.iterations, 1)) yield { ...operation, iterations };
      return;
    case "call-loop":
    case "spawn-loop":
      for (const rounds of lower(operation.rounds, 1)) yield { ...operation, rounds };
      return;
    case "call": {
      const { lend, keep, ...rest } = operation;
      if (lend !== undefined) yield { ...rest, ...(keep === undefined ? {} : { keep }) };
      if (keep !== undefined) yield { ...rest, ...(lend === undefined ? {} : { lend }) };
      return;
    }
    case "spawn":
      for (const access of simplerAccesses(operation.access)) yield { ...operation, access };
      for (const body of lower(operation.body, 0)) yield { ...operation, body };
      return;
    case "join":
      if (operation.mode === "commit") yield { ...operation, mode: "refund" };
      return;
    default:
  }
}

function* simplerAccesses(access: Access): Generator<Access> {
  if (access.kind === "reservation") {
    for (const index of access.slots.keys()) yield { kind: "reservation", slots: without(access.slots, index, 1) };
  }
  if (access.kind === "memory") {
    for (const index of access.regions.keys()) yield { kind: "memory", regions: without(access.regions, index, 1) };
  }
  if (access.kind !== "readonly") yield { kind: "readonly" };
}
