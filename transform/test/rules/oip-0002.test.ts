import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CheckCompiler, compilers, type CompilerName } from "./harness/check-compiler";

/** OIP-0002's listings with threads, word for word; some are statements or members and need something around them. */
const listings: Readonly<
  Record<string, { readonly around?: "function" | "class"; readonly deserves: readonly string[] }>
> = {
  // Its read-only handle is never joined.
  "threads-as-promises": { around: "function", deserves: ["TC2001 }"] },
  "three-threads": { around: "function", deserves: [] },
  // `h2` of the example that is meant to be bad; the other one is right.
  "bad-and-good-example": { around: "class", deserves: ["TC2001 return r1"] },
  "motoswap-router": { deserves: [] },
  "find-best-price": { around: "class", deserves: [] },
  "defi-aggregator": { deserves: [] },
  "mass-royalty-processor": { deserves: [] },
  // It stops joining at the first invalid proof.
  "zk-batch-verifier": { deserves: ["TC2004 break"] },
  "game-engine": { deserves: [] },
};

const imports = `import {
  thread_spawn, thread_spawn_with_reservation, thread_join, thread_join_with_refund, thread_join_with_storage_commit, ThreadHandle,
} from "@btc-vision/btc-runtime/threading";
`;

function program(name: string): string {
  const text = readFileSync(join(__dirname, "fixtures/oip-0002", `${name}.ts`), "utf8");
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
async function check(name: CompilerName, source: string): Promise<string[]> {
  const threading = { "node_modules/@btc-vision/btc-runtime/threading.ts": `export * from "@threaded-contract/sdk";` };
  const { diagnostics } = await compiler.compile({ compiler: name, files: { "index.ts": source, ...threading } });
  const ours = diagnostics.filter(({ message }) => /^TC\d{4}: /.test(message));
  return ours.map(({ message, range }) => `${message.slice(0, 6)} ${source.slice(range!.start, range!.end)}`);
}

describe.each(compilers)("H-1, M-6: OIP-0002 with %s", (name) => {
  test.each(Object.keys(listings))("%s", async (listing) => {
    expect(await check(name, program(listing))).toEqual(listings[listing]!.deserves);
  });

  test.each(Object.keys(listings))("%s without its joins", async (listing) => {
    const spoiled = program(listing).replace(/thread_join\w*(<\w+>)?\(\w+(\[i\])?\)/g, "nothing()");
    expect(await check(name, spoiled)).toContainEqual(expect.stringContaining("TC2001"));
  });
});
