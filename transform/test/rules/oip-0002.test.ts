import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CheckCompiler, compilers, type CompilerName } from "./harness/check-compiler";

interface Listing {
  /** What it needs around it: some are statements, or members. */
  readonly around?: "function" | "class";
  /** Our diagnostics: code, and what stands at the place. */
  readonly deserves: readonly string[];
  /** What is said on request only. */
  readonly advice: readonly string[];
  readonly why: string;
}

/** OIP-0002's listings for contracts, word for word. Its others, in Rust, are of the virtual machine. */
const listings: Readonly<Record<string, Listing>> = {
  "javascript-promises": {
    around: "function",
    deserves: [],
    advice: [],
    why: "it is JavaScript, for comparison, and has no threads",
  },
  "threads-as-promises": {
    around: "function",
    deserves: ["TC2001 }"],
    advice: [],
    why: "its read-only handle is never joined",
  },
  "three-threads": {
    around: "function",
    deserves: [],
    advice: ["TC7004 thread_join", "TC7004 thread_join", "TC7004 thread_join"],
    why: "three spawns and three joins; what they do not use is lost, since they join without a refund",
  },
  "bad-and-good-example": {
    around: "class",
    deserves: ["TC2001 return r1"],
    advice: ["TC7004 thread_join", "TC7004 thread_join", "TC7004 thread_join"],
    why: "`h2` of the example that is meant to be bad is not joined; the other example is right, but joins without a refund",
  },
  "motoswap-router": {
    deserves: [],
    advice: ["TC7003 users.length"],
    why: "every handle is pushed and joined, every slot reserved and written; it spawns for as many users as its caller says",
  },
  "find-best-price": { around: "class", deserves: [], advice: [], why: "five handles in an array, all joined" },
  "dynamic-pricing": { deserves: [], advice: [], why: "it has no threads" },
  "defi-aggregator": { deserves: [], advice: [], why: "a spawn on a condition is joined by the length of the array" },
  "mass-royalty-processor": {
    deserves: [],
    advice: ["TC7003 salesCount"],
    why: "the slots are built in a loop like that of the writes; the caller says how many threads there are",
  },
  "zk-batch-verifier": {
    deserves: ["TC2004 break"],
    advice: ["TC7003 proofs.length"],
    why: "it stops joining at the first invalid proof; the caller says how many there are",
  },
  "game-engine": {
    deserves: [],
    advice: ["TC7003 entities.length"],
    why: "handles are in order; what `simulatePhysicsParallel` and `applyUpdates` do is not in the document; the caller says how many threads there are",
  },
};

/** Those with something to join. */
const threaded = Object.keys(listings).filter((name) => readListing(name).includes("thread_join"));

const imports = `import {
  thread_spawn, thread_spawn_with_reservation, thread_join, thread_join_with_refund, thread_join_with_storage_commit, ThreadHandle,
} from "@btc-vision/btc-runtime/threading";
`;

function readListing(name: string): string {
  return readFileSync(join(__dirname, "fixtures/oip-0002", `${name}.ts`), "utf8");
}

function program(name: string): string {
  const text = readListing(name);
  const { around } = listings[name]!;
  const wrapped =
    around === "function"
      ? `export function listing(): void {\n${text}}\n`
      : around === "class"
        ? `export class Listing {\n${text}}\n`
        : text;
  return text.includes("import {") ? wrapped : imports + wrapped;
}

const compiler = new CheckCompiler();

/** Our diagnostics; the listings use an API that the document only sketches, and what the compiler says about that does not matter here. */
async function check(name: CompilerName, source: string, advice = false): Promise<string[]> {
  const threading = { "node_modules/@btc-vision/btc-runtime/threading.ts": `export * from "@threaded-contract/sdk";` };
  const { diagnostics } = await compiler.compile({
    compiler: name,
    files: { "index.ts": source, ...threading },
    advice,
  });
  const ours = diagnostics.filter(({ message }) => /^TC\d{4}: /.test(message));
  return ours.map(({ message, range }) => `${message.slice(0, 6)} ${source.slice(range!.start, range!.end)}`);
}

describe.each(compilers)("H-1, M-6: OIP-0002 with %s", (name) => {
  test.each(Object.entries(listings))("%s", async (listing, { deserves, advice }) => {
    expect(await check(name, program(listing))).toEqual(deserves);
    expect((await check(name, program(listing), true)).sort()).toEqual([...deserves, ...advice].sort());
  });

  test.each(threaded)("%s without its joins", async (listing) => {
    const spoiled = program(listing).replace(/thread_join\w*(<\w+>)?\(\w+(\[i\])?\)/g, "nothing()");
    expect(await check(name, spoiled)).toContainEqual(expect.stringContaining("TC2001"));
  });
});

test("every listing is here, and each says why it deserves what it does", () => {
  const files = readdirSync(join(__dirname, "fixtures/oip-0002")).map((file) => file.replace(/\.ts$/, ""));
  expect(files.sort()).toEqual(Object.keys(listings).sort());
  expect(threaded).toHaveLength(9);
});
