import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Project } from "./command-line";

const sdk = `import { thread_spawn, thread_spawn_with_reservation, thread_join, ThreadHandle, Storage } from "@threaded-contract/sdk";\n`;

/** A program with «what the fix takes out|what it puts in»; everything else stays as it is, down to the last byte. */
interface FixCase {
  readonly name: string;
  readonly code: string;
  readonly text: string;
}

const programs: readonly FixCase[] = [
  {
    name: "a slot that is missing from the list, in a file with its own ideas of format",
    code: "TC4001",
    text: `${sdk}
/* why */  export function pay( from: string,to: string ): void {   // odd   spacing stays
\tconst h = thread_spawn_with_reservation<void>(1000, [ "a:" + from«|, "b:" + from» ], (): void => {
      Storage.set<u64>("a:" + from, 1) ; Storage.set<u64>("b:" + from, 1)
  })
  thread_join( h )
}
export const unrelated = [ 1,2 , 3 ] // nor this
`,
  },
  {
    name: "two slots that are missing from a list in a variable",
    code: "TC4001",
    text: `${sdk}
function put(): void { Storage.set<u64>("c", 1); }
export function run(): void {
  const slots = ["a"«|, "b", "c"»];
  const h = thread_spawn_with_reservation<void>(1000, slots, (): void => {
    Storage.set<u64>("a", 1);
    Storage.set<u64>("b", 1);
    put();
  });
  thread_join(h);
}
`,
  },
  {
    name: "a slot that is listed twice",
    code: "TC4003",
    text: `${sdk}
export function run(): void {
  const h = thread_spawn_with_reservation<void>(1000, ["a", /* kept */ "b"«, "a"|»], (): void => {
    Storage.set<u64>("a", 1);
    Storage.set<u64>("b", 1);
  });
  thread_join(h);
}
`,
  },
  {
    name: "a slot that is never written",
    code: "TC4006",
    text: `${sdk}
export function run(): void {
  const h = thread_spawn_with_reservation<void>(1000, [«"b", |»"a"], (): void => Storage.set<u64>("a", 1));
  thread_join(h);
}
`,
  },
  {
    name: "a break that leaves the join loop",
    code: "TC2004",
    text: `${sdk}
export function verify(n: u32): bool {
  const handles: ThreadHandle[] = [];
  for (let i: u32 = 0; i < n; i++) handles.push(thread_spawn<bool>(1000, (): bool => i % 7 != 0));
  let valid = true;
  for (let i = 0; i < handles.length; i++) {
    if (!thread_join<bool>(handles[i])) {
      valid = false; // remembered
«      break;
|»    }
  }
  return valid;
}
`,
  },
  {
    name: "a return that leaves the join loop",
    code: "TC2004",
    text: `${sdk}
export function verify(n: u32): bool {
  const handles: ThreadHandle[] = [];
  for (let i: u32 = 0; i < n; i++) handles.push(thread_spawn<bool>(1000, (): bool => i % 7 != 0));
  «|let isDecided = false;
  »for (let i = 0; i < handles.length; i++) {
    if (!thread_join<bool>(handles[i])) «return false|isDecided = true»;
  }«|
  if (isDecided) return false;»
  return true;
}
`,
  },
  {
    name: "a check for null that does not hold in the thread",
    code: "TC1009",
    text: `${sdk}
class Pool { fee: u32 = 3; }
function find(id: u32): Pool | null { return id > 3 ? new Pool() : null; }
export function run(id: u32): u32 {
  const pool = find(id);
  if (pool == null) return 0;
  «|const knownPool = pool;
  »const h = thread_spawn<u32>(1000, (): u32 => «pool|knownPool».fee + «pool|knownPool».fee);
  return thread_join<u32>(h);
}
`,
  },
  {
    name: "the wrong type at a join",
    code: "TC2007",
    text: `${sdk}
export function run(): u64 {
  const h = thread_spawn<u64>(1000, (): u64 => 5);
  return thread_join«<u32>|<u64>»(h);
}
`,
  },
];

const before = (text: string): string => text.replace(/«([^|]*)\|([^»]*)»/g, "$1");
const after = (text: string): string => text.replace(/«([^|]*)\|([^»]*)»/g, "$2");
const crlf = (text: string): string => `\uFEFF${text.replaceAll("\n", "\r\n")}`;

let project: Project;
const read = (path: string): string => readFileSync(join(project.folder, path), "utf8");

beforeAll(async () => {
  project = await Project.create({});
});
afterAll(() => project.remove());

describe.each(programs)("$name", ({ code, text }) => {
  const path = `assembly/${code}-${text.length}.ts`;

  test("is fixed, and nothing else is touched", async () => {
    await project.write(path, before(text));
    const fixed = await project.run("fix", path);
    expect([fixed.exitCode, fixed.stderr]).toEqual([0, ""]);
    expect(fixed.stdout).toContain(`${path}: ${code}: `);
    expect(read(path)).toBe(after(text));
  });

  test("compiles afterwards, and there is nothing more to fix", async () => {
    // It would say so if an error were left.
    expect(await project.run("fix", path)).toEqual({ exitCode: 0, stdout: "Nothing to fix.\n", stderr: "" });
    expect(read(path)).toBe(after(text));
  });
});

test("a byte order mark and line ends of Windows stay", async () => {
  const { text } = programs[0]!;
  await project.write("windows.ts", crlf(before(text)));
  expect((await project.run("fix", "windows.ts")).exitCode).toBe(0);
  expect(read("windows.ts")).toBe(crlf(after(text)));
});

test("shows what changed, as a difference of lines", async () => {
  const text = before(programs[3]!.text);
  await project.write("shown.ts", text);
  const { stdout } = await project.run("fix", "shown.ts", "--dry-run");
  expect(stdout.split("\n").slice(2)).toEqual([
    "--- shown.ts",
    "+++ shown.ts",
    "@@ -1,6 +1,6 @@",
    ` ${sdk.trimEnd()}`,
    " ",
    " export function run(): void {",
    `-  const h = thread_spawn_with_reservation<void>(1000, ["b", "a"], (): void => Storage.set<u64>("a", 1));`,
    `+  const h = thread_spawn_with_reservation<void>(1000, ["a"], (): void => Storage.set<u64>("a", 1));`,
    "   thread_join(h);",
    " }",
    "",
  ]);
  expect(read("shown.ts")).toBe(text);
  expect((await project.run("fix", "shown.ts")).stdout).toBe(stdout);
});

test("a mistake without a fix stays, and is named", async () => {
  const text = `${sdk}export function run(): void { thread_spawn<u32>(1000, (): u32 => 1); }\n`;
  await project.write("left.ts", text);
  const { exitCode, stdout } = await project.run("fix", "left.ts");
  expect([exitCode, stdout.split("\n")[0]]).toEqual([1, "Nothing to fix."]);
  expect(stdout).toContain("TC2002");
  expect(read("left.ts")).toBe(text);
});

test("the fixes are there for tools, too", async () => {
  const text = before(programs[1]!.text);
  await project.write("tools.ts", text);
  const { stdout } = await project.run("check", "tools.ts", "--json");
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; fixes: unknown }[] };
  const position = text.indexOf(`["a"`) + 4;
  expect(diagnostics.map(({ code, fixes }) => [code, fixes])).toEqual(
    ["b", "c"].map((slot) => [
      "TC4001",
      [
        {
          title: `Add "${slot}" to the reservation`,
          edits: [{ path: "tools.ts", start: position, end: position, text: `, "${slot}"` }],
        },
      ],
    ]),
  );
});

test("a file that does not exist", async () => {
  const { exitCode, stderr } = await project.run("fix", "nowhere.ts");
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining("TC6015")]);
});
