import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Project } from "./command-line";
import { after, before, fixable, sdk } from "./fixable";

const crlf = (text: string): string => `\uFEFF${text.replaceAll("\n", "\r\n")}`;

let project: Project;
const read = (path: string): string => readFileSync(join(project.folder, path), "utf8");

beforeAll(async () => {
  project = await Project.create({});
});
afterAll(() => project.remove());

describe.each(fixable)("$name", ({ code, text }) => {
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
  const { text } = fixable[0]!;
  await project.write("windows.ts", crlf(before(text)));
  expect((await project.run("fix", "windows.ts")).exitCode).toBe(0);
  expect(read("windows.ts")).toBe(crlf(after(text)));
});

test("shows what changed, as a difference of lines", async () => {
  const text = before(fixable[3]!.text);
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
  const text = before(fixable[1]!.text);
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
