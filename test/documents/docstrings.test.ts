import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { inRepository } from "../tasks/repository";
import { runCompilerCommand } from "../support/compilers/command";
import { COMPILER_OPTIONS, ENTRY_POINTS, readPublicNames } from "./public-names";
import { readSdkExamples, sdkProgram } from "./sdk-examples";

/** What the examples take for granted: a chain, contracts on it, and a module that was read. */
const PRELUDE: Readonly<Record<string, string>> = {
  "@threaded-contract/runtime": `
    interface PrimesContract { countPrimes(limit: number, threads: number): Promise<Receipt<number>>; }
    interface TokenContract { transfer(to: Address, amount: bigint): Promise<Receipt<void>>; }
    declare const chain: Chain, address: Address, bob: Address;
    declare const primes: Contract<PrimesContract>, token: Contract<TokenContract>;`,
  "@threaded-contract/transform": `
    declare const module: WasmModule, body: FunctionBody;`,
};

/** A docstring's place in the SDK as the name of a module. */
const moduleOf = (place: string): string => place.replace(/\.ts:(\d+)$/, "-$1");

const names = readPublicNames();
const examples = names.flatMap(({ entry, name, examples }) => examples.map((code) => ({ entry, name, code })));

/** Every name of an entry point, so that an example may use any. */
function imports(entry: string): string {
  const own = names.filter((each) => each.entry === entry && each.kind !== "member" && each.name !== "default");
  return `import { ${[...new Set(own.map(({ name }) => name))].join(", ")} } from "${entry}";`;
}

describe("public docstrings", () => {
  test.each(Object.keys(ENTRY_POINTS))("say what everything is: %s", (entry) => {
    const silent = names.filter((each) => each.entry === entry && !/[.:]/.test(each.documentation));
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  test.each(Object.keys(ENTRY_POINTS))("have an example for each function and class: %s", (entry) => {
    const wanting = names.filter((each) => each.entry === entry && /function|class/.test(each.kind));
    expect(wanting.filter((each) => each.examples.length === 0).map(({ name }) => name)).toEqual([]);
  });

  describe("have examples that compile", () => {
    const folder = inRepository("test", "documents", "build");
    const problems = new Map<string, string[]>();
    const fileOf = new Map(examples.map((each, index) => [each, `example${index}.ts`]));

    beforeAll(() => {
      mkdirSync(folder, { recursive: true });
      const own = mkdtempSync(path.join(folder, "docstrings-"));
      try {
        for (const [{ entry, code }, file] of fileOf) {
          const prelude = `${imports(entry)}\nimport { readFileSync } from "node:fs";${PRELUDE[entry] ?? ""}`;
          writeFileSync(path.join(own, file), `${prelude}\nexport async function example() {\n${code}\n}\n`);
        }
        const program = ts.createProgram(
          [...fileOf.values()].map((file) => path.join(own, file)),
          COMPILER_OPTIONS,
        );
        for (const { file, messageText } of ts.getPreEmitDiagnostics(program)) {
          const name = path.basename(file?.fileName ?? "");
          problems.set(name, [...(problems.get(name) ?? []), ts.flattenDiagnosticMessageText(messageText, "\n")]);
        }
      } finally {
        rmSync(own, { recursive: true, force: true });
      }
    });

    test.each(examples.map((each) => [each.name, each] as const))("%s", (_, each) => {
      expect(problems.get(fileOf.get(each)!) ?? []).toEqual([]);
    });
  });
});

describe("docstrings of the SDK have examples that compile", () => {
  const own = readSdkExamples("sdk/assembly");
  const parent = inRepository("test", "documents", "build");
  let output = "";

  beforeAll(async () => {
    mkdirSync(parent, { recursive: true });
    const folder = mkdtempSync(path.join(parent, "sdk-"));
    try {
      for (const each of own) writeFileSync(path.join(folder, `${moduleOf(each.place)}.ts`), sdkProgram(each));
      const all = own.map(({ place }, index) => `export { example as example${index} } from "./${moduleOf(place)}";\n`);
      writeFileSync(path.join(folder, "index.ts"), all.join(""));
      const args = ["index.ts", "--noEmit", "--noColors", "--transform", "@threaded-contract/transform"];
      const { stderr } = await runCompilerCommand({ command: "asc", compiler: "assemblyscript", folder, args });
      output = stderr;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test.each(own.map((each) => [each.place, each] as const))("%s", (place) => {
    const problems = output.split(/\n(?=(?:ERROR|WARNING) )/);
    expect(problems.filter((problem) => problem.includes(`in ${moduleOf(place)}.ts(`))).toEqual([]);
  });

  test("and there is nothing else that the compiler says", () => expect(output).toBe(""));
});
