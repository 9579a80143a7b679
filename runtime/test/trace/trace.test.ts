import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createChain, type Chain } from "../../src/chain";
import type { Receipt } from "../../src/chain/call-receipt";
import type { Contract } from "../../src/client/contract";
import type { TraceEntry } from "../../src/trace/trace-entry";

const source = join(__dirname, "contracts/failing.ts");
const lines = readFileSync(source, "utf8").split("\n");
const repository = join(__dirname, "../../..");

/** Line numbers by the marks of the contract. */
const marks = new Map(
  lines.flatMap((line, i) => [...line.matchAll(/\/\/ mark: (.*)$/g)].map((match) => [match[1]!, i + 1] as const)),
);

let folder: string;
let chain: Chain;
let contract: Contract;

/** As an author compiles it, but for the rules that it breaks on purpose. */
async function compile(name: string, ...flags: string[]): Promise<string> {
  const file = join(folder, name);
  const asc = join(repository, "node_modules/assemblyscript/bin/asc.js");
  const transform = join(repository, "transform/test/support/without-checks.mjs");
  await promisify(execFile)(process.execPath, [asc, "failing.ts", "-o", file, "--transform", transform, ...flags], {
    cwd: join(__dirname, "contracts"),
  });
  return file;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "threaded-contract-trace-"));
  chain = await createChain({ workers: 2 });
  contract = await chain.deploy(await compile("optimised.wasm", "-O2", "--sourceMap"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await chain.close();
});

/** The line of the first entry that is in the contract itself. */
function lineOf(entries: readonly TraceEntry[]): number | undefined {
  const entry = entries.find(({ place }) => place?.startsWith("failing.ts:") === true);
  return entry === undefined ? undefined : Number(entry.place!.split(":")[1]);
}

const call = (name: string, ...args: unknown[]): Promise<Receipt> => chain.call(contract.address, name, args);

/** Calls that fail in the main execution: function, arguments, code, mark of the line. */
const failures: [string, unknown[], string, string][] = [
  ["divide", [0], "TC5004", "inlined"],
  ["overflow", [-1], "TC5004", "overflow"],
  ["outOfBounds", [0x7fff_fff0], "TC5005", "bounds"],
  ["neverHere", [], "TC5003", "unreachable"],
  ["exhaustStack", [], "TC5007", "stack"],
  ["callNothing", [12_345], "TC5006", "indirect"],
  ["runOutOfGas", [], "TC5001", "gas"],
  ["staleReservation", [], "TC4005", "refused"],
];

/** The same in a thread, whose failure its join passes on. */
const failuresInThreads: [string, unknown[], string, string][] = [
  ["writeInThread", [], "TC4001", "unreserved"],
  ["staleRead", [], "TC4005", "stale read"],
  ["assertInThread", [3], "TC5002", "assertion"],
];

async function showsLine(of: Contract, [name, args, code, mark]: (typeof failures)[number]): Promise<void> {
  const receipt = await of.with({ gas: 50_000_000n })[name](...args);
  expect(receipt.code).toBe(code);
  expect(lineOf(receipt.trace.places)).toBe(marks.get(mark));
  const text = `failing.ts:${marks.get(mark)}:`;
  expect(receipt.error.message).toContain(text);
  expect(receipt.report()).toContain(text);
}

describe("without optimisation", () => {
  let debug: Contract;

  beforeAll(async () => {
    debug = await chain.deploy(await compile("debug.wasm", "--debug", "--sourceMap"));
  });

  test.each([...failures, ["readPast", [7], "TC5002", "library"] as (typeof failures)[number]])(
    "%s: the line of the main execution",
    (...failure) => showsLine(debug, failure),
  );

  test.each(failuresInThreads)("%s: the line in the thread, and that of the join", async (name, args, code, mark) => {
    const receipt = await debug[name](...args);
    const thread = receipt.threads.at(-1)!;
    expect([receipt.code, thread.code]).toEqual([code, code]);
    expect(lineOf(thread.trace!.places)).toBe(marks.get(mark));
    const line = lines[lineOf(receipt.trace!.places)! - 1];
    expect(line).toMatch(/thread_join/);
    const { message } = receipt.error!;
    const [inThread, atJoin] = [thread.trace!, receipt.trace!].map(({ places }) =>
      message.indexOf(`failing.ts:${lineOf(places)}:`, message.indexOf("contract: ")),
    );
    expect(inThread).toBeGreaterThan(0);
    expect(atJoin).toBeGreaterThan(inThread);
  });

  test("what ends all frames of a thread has the places of them all", async () => {
    const receipt = await debug.staleReadBelow();
    expect(receipt.code).toBe("TC4005");
    const { places } = receipt.threads[1].trace;
    const numbers = places.map((entry: TraceEntry) => lineOf([entry]));
    expect(numbers.indexOf(marks.get("below"))).toBeGreaterThanOrEqual(0);
    expect(numbers.lastIndexOf(marks.get("above"))).toBeGreaterThan(numbers.indexOf(marks.get("below")));
  });

  test("functions have names, and calls between them places", async () => {
    const { places } = (await debug.divide(0)).trace;
    expect(places.slice(0, 2)).toMatchObject([
      { function: expect.stringContaining("quotient"), place: expect.stringContaining(`:${marks.get("inlined")}:`) },
      { function: expect.stringContaining("divide"), place: expect.stringContaining(`:${marks.get("caller")}:`) },
    ]);
  });
});

describe("with optimisation", () => {
  // What was inlined has the place that the compiler left it, which for a library's function is the library's.
  test.each(failures)("%s: the line of the main execution", (...failure) => showsLine(contract, failure));

  test("S-5: where main writes what a thread has reserved", () => {
    return showsLine(contract, ["writeReserved", [], "TC4004", "lost update"]);
  });

  test("S-3, S-4: where main wrote what a thread may not read or reserve", async () => {
    const read = await call("staleRead");
    expect(lineOf(read.threads[1]!.trace!.write)).toBe(marks.get("lost write"));
    expect(read.error!.message).toContain(`written at`);
    const reserved = await call("staleReservation");
    expect(lineOf(reserved.trace!.write)).toBe(marks.get("earlier write"));
  });

  test("a thread's failure has its place though the transaction goes on", async () => {
    const receipt = await call("tryInThread", 0);
    expect(receipt.value).toBe(1);
    expect(receipt.trace).toBeNull();
    expect(receipt.threads.map(({ trace }) => trace !== null)).toEqual([false, true]);
    expect(lineOf(receipt.threads[1]!.trace!.places)).toBe(marks.get("inlined"));
    expect((await call("tryInThread", 1)).threads.map(({ trace }) => trace)).toEqual([null, null]);
  });

  test("a natural trap's place is that of the canonical receipt", async () => {
    const receipt = await call("divide", 0);
    const [top] = receipt.trace!.places;
    const view = Buffer.from(receipt.bytes);
    const canonical = Buffer.alloc(8);
    canonical.writeUInt32BE(top!.functionIndex, 0);
    canonical.writeUInt32BE(top!.offset, 4);
    expect(view.includes(canonical)).toBe(true);
  });
});

test("a trace changes no byte of a receipt, and none is made unless it is asked for", async () => {
  const other = await createChain({ workers: 0, trace: false, replay: false });
  const same = await other.deploy(join(folder, "optimised.wasm"), { address: contract.address });
  for (const [name, args] of [
    ["divide", [0]],
    ["staleRead", []],
    ["writeInThread", []],
  ] as const) {
    const mark = await chain.snapshot();
    const options = { block: { number: 7, medianTime: 7 } };
    const traced = await contract.with(options)[name](...args);
    const plain = await same.with(options)[name](...args);
    expect(plain.trace).toBeNull();
    expect(traced.trace).not.toBeNull();
    expect(plain.data).toEqual(traced.data);
    expect(plain.gasUsed).toBe(traced.gasUsed);
    expect((await same.with({ ...options, trace: true })[name](...args)).trace).not.toBeNull();
    await chain.revert(mark);
  }
  await other.close();
});

describe("without a source map", () => {
  test("there are functions and bytes", async () => {
    const bytes = readFileSync(join(folder, "optimised.wasm"));
    const bare = await chain.deploy(bytes);
    // The map that another deployment of the same module brought still tells its lines.
    expect((await bare.divide(0)).trace.places[0].place).toMatch(/^failing\.ts:/);
    const alone = await createChain({ workers: 0 });
    const { trace, error } = await (await alone.deploy(bytes)).divide(0);
    expect(trace.places[0].place).toBeNull();
    expect(error.message).toMatch(/at \S+ \(byte \d+ of the module\)/);
    await alone.close();
  });

  test("a map that was given is read, or refused when its file is not there", async () => {
    const bytes = readFileSync(join(folder, "optimised.wasm"));
    const alone = await createChain({ workers: 0 });
    const map = readFileSync(join(folder, "optimised.wasm.map"));
    const given = await alone.deploy(bytes, { sourceMap: map });
    expect((await given.divide(0)).trace.places[0].place).toMatch(/^failing\.ts:/);
    const nothing = alone.deploy(bytes, { sourceMap: join(folder, "nothing.map") });
    await expect(nothing).rejects.toMatchObject({ code: "TC6015" });
    const broken = join(folder, "broken.wasm");
    writeFileSync(broken, bytes);
    writeFileSync(`${broken}.map`, "no map");
    const other = await createChain({ workers: 0 });
    expect((await (await other.deploy(broken)).divide(0)).trace.places[0].place).toBeNull();
    await Promise.all([alone.close(), other.close()]);
  });
});
