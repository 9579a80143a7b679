import { fork } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue, isCode } from "../../src/diagnostics/catalogue";
import { after, before, fixable } from "../cli/fixable";
import { pageNames, readPage } from "../docs/page";
import { CheckCompiler, type Diagnostic } from "../rules/harness/check-compiler";
import { createProject, type Project } from "./project";
import { applyEdits, TsServer, type ShownDiagnostic } from "../../../test/support/editor/tsserver";

const typescript = join(__dirname, "../../../node_modules/typescript/lib");
const tsserver = join(typescript, "tsserver.js");
const plugin = "@threaded-contract/transform/editor";

const asc = new CheckCompiler();
let project: Project;
let server: TsServer;

beforeEach(() => (project = createProject()));
afterEach(async () => {
  await server.close();
  expect(server.errors).toBe("");
  project.remove();
});

/** Starts tsserver, with its log in the project's folder. */
function start(file = tsserver, options: readonly string[] = []): void {
  server = new TsServer(file, project.folder, [
    "--logFile",
    project.file("log"),
    "--logVerbosity",
    "normal",
    ...options,
  ]);
}

const logText = (): string => readFileSync(project.file("log"), "utf8");

/** Opens a contract and waits until the compiler is there; editors ask again when they are told to. */
async function open(text: string, path = "assembly/index.ts"): Promise<string> {
  const file = project.write(path, text);
  server.open(file, text);
  await server.diagnosticsWhen(file, () => logText().includes("threaded-contract: the compiler"));
  return file;
}

const ours = (shown: readonly ShownDiagnostic[]): ShownDiagnostic[] =>
  shown.filter(({ source }) => source === "threaded-contract");

/** A diagnostic as a line: where, and what. */
const lineOf = ({ start: from, end, text }: ShownDiagnostic): string =>
  `${from.line}:${from.offset}-${end.line}:${end.offset} ${text}`;

/** Puts another text into the place of the whole file. */
function replaceAll(file: string, from: string, to: string): void {
  const lines = from.split("\n");
  server.change(file, { line: 1, offset: 1 }, { line: lines.length, offset: lines.at(-1).length + 1 }, to);
}

/** The same line from what asc reports. */
function ascLine({ message, range }: Diagnostic, text: string): string {
  const at = (offset: number): string => {
    const lines = text.slice(0, offset).split("\n");
    return `${lines.length}:${lines.at(-1).length + 1}`;
  };
  return `${at(range!.start)}-${at(range!.end)} ${message.replaceAll(/\n +/g, "\n")}`;
}

/** Whether nothing but the syntax tree is needed to find a mistake. */
const isOnlyOfSyntax = (code: string): boolean => isCode(code) && catalogue[code].layers.length === 1;

/** The examples of all pages whose mistakes are found on the syntax tree, in one program: then asc, too, goes no further than that. */
const pageFiles: Readonly<Record<string, string>> = (() => {
  const files: Record<string, string> = {};
  for (const name of pageNames()) {
    const code = name.slice(0, 6);
    const { bad, good } = readPage(name);
    if (bad === null || !isCode(code) || !catalogue[code].layers.includes("syntax")) continue;
    Object.assign(files, { [`${code}/bad.ts`]: bad, [`${code}/good.ts`]: good! });
  }
  const imports = Object.keys(files).map((path) => `import "./${path.replace(/\.ts$/, "")}";\n`);
  return { ...files, "index.ts": imports.join("") };
})();

/** Opens all of them, and waits until the compiler is there. */
async function openPages(): Promise<(path: string) => string> {
  // Beside asc's configuration, so that asc has the same paths for them.
  project.write("assembly/asconfig.json", `{ "entries": ["index.ts"] }`);
  const file = (path: string): string => project.file(`assembly/${path}`);
  for (const [path, text] of Object.entries(pageFiles)) project.write(`assembly/${path}`, text);
  for (const [path, text] of Object.entries(pageFiles)) if (path !== "index.ts") server.open(file(path), text);
  await open(pageFiles["index.ts"]!);
  return file;
}

const unjoined = `import { thread_join, thread_spawn } from "@threaded-contract/sdk";

export function f(n: u32): u32 {
  const handle = thread_spawn<u32>(1000, (): u32 => n + 1);
  if (n > 3) return 0;
  return thread_join<u32>(handle);
}
`;

describe("while a contract is written", () => {
  test("a mistake is shown with its code, its place and its other place, and goes when it is repaired", async () => {
    start();
    const file = await open(unjoined);
    const shown = ours(await server.diagnostics(file));
    expect(shown).toMatchObject([
      {
        code: 1_002_001,
        category: "error",
        start: { line: 5, offset: 14 },
        end: { line: 5, offset: 22 },
        relatedInformation: [{ span: { file, start: { line: 4, offset: 18 } } }],
      },
    ]);
    expect(shown[0]!.text).toMatch(/^TC2001: .*\nWhy: .*\nHelp: .*\nMore: .*explain TC2001$/);
    server.change(file, { line: 5, offset: 14 }, { line: 5, offset: 22 }, "return thread_join<u32>(handle)");
    expect(await server.diagnostics(file)).toEqual([]);
  });

  test("everything of the syntax layer is shown as asc reports it: codes, texts and places, advice on request", async () => {
    start();
    const file = await openPages();
    for (const advice of [false, true]) {
      await server.request("configurePlugin", { pluginName: plugin, configuration: { advice } });
      const { diagnostics } = await asc.compile({ files: pageFiles, advice });
      for (const [path, text] of Object.entries(pageFiles)) {
        const own = diagnostics.filter(({ range }) => range!.path === path);
        const expected = own.map((each) => ascLine(each, text)).sort();
        const shown = ours(await server.diagnostics(file(path))).map(lineOf);
        expect([path, ...shown.sort()]).toEqual([path, ...expected]);
        const [code, kind] = path.split("/");
        const isExpected = kind === "bad.ts" && code!.startsWith("TC7") === advice && isOnlyOfSyntax(code!);
        if (isExpected) expect(expected.join("\n")).toContain(`${code}: `);
      }
    }
  });

  test("a lock is shown where nothing else has to do with threads", async () => {
    start();
    const { bad } = readPage("TC3009.md");
    const file = await open(bad!);
    expect(ours(await server.diagnostics(file)).map(({ code }) => code)).toEqual([1_003_009]);
  });

  test("half a contract, cut off anywhere, breaks nothing", async () => {
    start();
    const texts = [...Object.values(pageFiles), readFileSync(project.file("assembly/index.ts"), "utf8")];
    const child = fork(join(__dirname, "half-written.mjs"), { execArgv: [] });
    const answer = await new Promise<{ checks: number; found: number; failures: string[] }>((resolve, reject) => {
      child.once("message", resolve);
      child.once("exit", (code) => reject(new Error(`it ended with ${code}`)));
      child.send({ folder: project.folder, texts, step: 3 });
    });
    expect(answer.failures).toEqual([]);
    expect(answer.checks).toBeGreaterThan(5_000);
    expect(answer.found).toBeGreaterThan(100);
  });

  test("a broken file shows nothing of ours and the others keep what they have", async () => {
    start();
    const helper = `export function g(): void {\n}\n`;
    const other = project.write("assembly/helper.ts", helper);
    const file = await open(`import "./helper";\n${unjoined}`);
    server.open(other, helper);
    const found = ours(await server.diagnostics(file)).map(lineOf);
    expect(found).toHaveLength(1);
    server.change(other, { line: 2, offset: 1 }, { line: 2, offset: 1 }, "  if (");
    expect(ours(await server.diagnostics(file)).map(lineOf)).toEqual(found);
    server.change(file, { line: 1, offset: 1 }, { line: 1, offset: 1 }, "function (");
    expect(ours(await server.diagnostics(file))).toEqual([]);
    server.change(file, { line: 1, offset: 1 }, { line: 1, offset: 11 }, "");
    server.change(other, { line: 2, offset: 1 }, { line: 2, offset: 7 }, "");
    expect(ours(await server.diagnostics(file)).map(lineOf)).toEqual(found);
    expect(logText()).not.toMatch(/threaded-contract: .*Error/);
  });

  test("a helper in another file counts as it is in the editor, saved or not", async () => {
    start();
    const joins = `import { thread_join, ThreadHandle } from "@threaded-contract/sdk";
export function finish(handle: ThreadHandle): u32 {
  return thread_join<u32>(handle);
}
`;
    const helper = project.write("assembly/helper.ts", joins);
    const file = await open(`import { thread_spawn } from "@threaded-contract/sdk";
import { finish } from "./helper";
export function f(n: u32): u32 {
  return finish(thread_spawn<u32>(1000, (): u32 => n + 1));
}
`);
    expect(ours(await server.diagnostics(file))).toEqual([]);
    server.open(helper, joins);
    server.change(helper, { line: 3, offset: 1 }, { line: 3, offset: 36 }, "  return 0;");
    const codes = [...(await server.diagnostics(file)), ...(await server.diagnostics(helper))].map(({ text }) =>
      text.slice(0, 6),
    );
    expect(codes).toContain("TC2001");
  });
});

describe("fixes", () => {
  test("are those of `threaded-contract fix`, with the same result", async () => {
    start();
    const file = await open(unjoined);
    let text = unjoined;
    for (const mistake of fixable) {
      replaceAll(file, text, before(mistake.text));
      const shown = ours(await server.diagnostics(file));
      const offered = (await Promise.all(shown.map((each) => server.fixes(file, each)))).flat();
      const fix = offered.find(({ fixName, fixId }) => fixName === mistake.code && fixId === "threaded-contract")!;
      expect([mistake.name, fix.changes.map(({ fileName }) => fileName)]).toEqual([mistake.name, [file]]);
      text = applyEdits(before(mistake.text), fix.changes[0]!.textChanges);
      replaceAll(file, before(mistake.text), text);
      // Where two slots are missing, there are two diagnostics, and each has its own fix.
      const left = ours(await server.diagnostics(file));
      expect([mistake.name, left.length]).toEqual([mistake.name, shown.length - 1]);
      if (left.length === 0) expect(text).toBe(after(mistake.text));
    }
  });

  test("of a whole file are applied at once", async () => {
    start();
    const { text } = fixable.find(({ code }) => code === "TC2004")!;
    const file = await open(before(text));
    const args = { scope: { type: "file", args: { file } }, fixId: "threaded-contract" };
    const { changes } = await server.request<{ changes: Parameters<TsServer["apply"]>[0][] }>(
      "getCombinedCodeFix",
      args,
    );
    for (const edits of changes) server.apply(edits);
    expect(ours(await server.diagnostics(file))).toEqual([]);
  });

  test("are on the list of what can be fixed, with a file and without", async () => {
    start();
    const file = await open(unjoined);
    for (const args of [{ file }, undefined]) {
      expect(await server.request("getSupportedCodeFixes", args)).toContain("1002004");
    }
  });
});

describe("a file without threads", () => {
  test("has nothing of ours, and in a project without threads the compiler is not even loaded", async () => {
    start();
    const text = `export function f(n: u32): u32 {\n  return n + 1;\n}\n`;
    const file = project.write("assembly/index.ts", text);
    server.open(file, text);
    for (let round = 0; round < 3; round++) expect(await server.diagnostics(file)).toEqual([]);
    expect(logText()).toContain("Plugin validation succeeded");
    expect(logText()).not.toContain("threaded-contract: the compiler");
  });
});

describe("found by tsserver", () => {
  /** TypeScript away from the project, as an editor brings its own along. */
  function foreignTypeScript(): string {
    const folder = project.file("elsewhere/lib");
    mkdirSync(folder, { recursive: true });
    for (const name of ["tsserver.js", "_tsserver.js", "typescript.js"]) {
      cpSync(join(typescript, name), join(folder, name));
    }
    writeFileSync(project.file("elsewhere/package.json"), "{}");
    return join(folder, "tsserver.js");
  }

  test.each([
    ["--allowLocalPluginLoads", () => ["--allowLocalPluginLoads"]],
    ["--pluginProbeLocations", () => ["--pluginProbeLocations", project.folder]],
  ])("of another installation with %s", async (_, options) => {
    start(foreignTypeScript(), options());
    const file = await open(unjoined);
    expect(ours(await server.diagnostics(file))).toHaveLength(1);
  });
});
