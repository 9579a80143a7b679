import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createProject } from "../src/create";
import { placeFiles } from "../src/place-files";
import { renderTemplate, TEMPLATES } from "../src/template";
import { catchError } from "./catch-error";
import { useTemporaryFolder } from "./temporary-folder";

const folder = useTemporaryFolder();
const at = (...names: string[]) => path.join(folder(), ...names);
const create = (directory: string, force = false) =>
  createProject({ directory, template: "plain", name: "@scope/token", force });

const STAND_IN = "npm:@threaded-contract/stand-in@99.0.0";

describe.each(TEMPLATES)("the template %s", (template) => {
  const files = renderTemplate(template, "@scope/token");
  const textOf = (name: string) => files.find((file) => file.path === name)?.text ?? "";
  const manifest = JSON.parse(textOf("package.json")) as Record<string, Record<string, string>>;

  test("carries the project's name", () => {
    expect(manifest["name"]).toBe("@scope/token");
    expect(textOf("README.md")).toMatch(/^# @scope\/token\n/);
  });

  test("says what kind of modules it has, is private, and settles the peer range of visitor-as", () => {
    expect(manifest["type"]).toBe("commonjs");
    expect(manifest["private"]).toBe(true);
    expect(manifest["overrides"]?.["visitor-as"]).toEqual({
      assemblyscript: template === "plain" ? "$assemblyscript" : STAND_IN,
    });
  });

  test("depends on this version of the packages, and on nothing outside the registry", () => {
    const { version } = JSON.parse(readFileSync(path.join(__dirname, "../package.json"), "utf8")) as {
      version: string;
    };
    const dependencies = { ...manifest["dependencies"], ...manifest["devDependencies"] };
    for (const [name, range] of Object.entries(dependencies)) {
      if (name.startsWith("@threaded-contract/")) expect(range).toBe(`^${version}`);
      else expect(range).toMatch(/^[\^~]?\d+\.\d+\.\d+$/);
    }
  });

  test("leaves what is built and installed out of git", () => {
    expect(textOf(".gitignore").split("\n")).toEqual(expect.arrayContaining(["node_modules/", "build/"]));
  });
});

describe("the overrides of the template opnet", () => {
  const [file] = renderTemplate("opnet", "token").filter((each) => each.path === "package.json");
  const { overrides } = JSON.parse(file?.text ?? "{}") as {
    overrides: Record<string, Record<string, string> | string>;
  };

  test("each stand below the package that lists the tool: what the author installs is never replaced", () => {
    for (const rules of Object.values(overrides)) expect(typeof rules).toBe("object");
  });

  test("are the stand-in, the project's own TypeScript, or a version of the same package", () => {
    const values = new Set(Object.values(overrides).flatMap((rules) => Object.values(rules)));
    expect([...values].sort()).toEqual(["$typescript", STAND_IN, "^7.2.0"].sort());
    const { version } = JSON.parse(readFileSync(path.join(__dirname, "../stand-in/package.json"), "utf8")) as {
      version: string;
    };
    expect(STAND_IN.endsWith(`@${version}`)).toBe(true);
  });
});

test("a stand-in that is loaded says which package it stands for and what to do", () => {
  const place = at("node_modules", "@eslint", "js");
  mkdirSync(place, { recursive: true });
  copyFileSync(path.join(__dirname, "../stand-in/index.js"), path.join(place, "index.js"));
  const { stderr, status } = spawnSync(process.execPath, ["-e", `require(${JSON.stringify(place)})`], {
    encoding: "utf8",
  });
  expect(status).toBe(1);
  expect(stderr).toMatch(/'@eslint\/js' is not installed.*"overrides".*'npm install'/);
});

describe("a new project", () => {
  test("is written with its parents, and leaves nothing beside it", () => {
    expect(create(at("a", "b"))).toBe(at("a", "b"));
    expect(readdirSync(at("a"))).toEqual(["b"]);
    expect(readdirSync(at("a", "b"))).toEqual(
      expect.arrayContaining([".gitignore", "assembly", "package.json", "test"]),
    );
  });

  test("may go into an empty folder, or into one that is only a git repository", () => {
    mkdirSync(at("empty"));
    create(at("empty"));
    mkdirSync(at("repository", ".git"), { recursive: true });
    create(at("repository"));
    expect(readdirSync(at("repository"))).toEqual(expect.arrayContaining([".git", "package.json"]));
  });

  test("does not go into a folder with files", () => {
    mkdirSync(at("used"));
    writeFileSync(at("used", "keep.txt"), "kept");
    const error = catchError(() => create(at("used")));
    expect(error).toMatchObject({ code: "TC6014" });
    expect(error.message).toContain("keep.txt");
    expect(readdirSync(folder())).toEqual(["used"]);
    expect(readdirSync(at("used"))).toEqual(["keep.txt"]);
  });

  test("goes into a folder with files when forced, and keeps what is not its own", () => {
    mkdirSync(at("used"));
    writeFileSync(at("used", "keep.txt"), "kept");
    writeFileSync(at("used", "package.json"), "{}");
    create(at("used"), true);
    expect(readFileSync(at("used", "keep.txt"), "utf8")).toBe("kept");
    expect(readFileSync(at("used", "package.json"), "utf8")).toContain("@scope/token");
    expect(readdirSync(folder())).toEqual(["used"]);
  });

  test("does not go where a file is", () => {
    writeFileSync(at("file"), "");
    expect(catchError(() => create(at("file")))).toMatchObject({ code: "TC6014" });
    expect(catchError(() => create(at("file", "below")))).toMatchObject({ code: "TC6015" });
  });

  test("does not get a name that npm refuses", () => {
    const options = { directory: at("a"), template: "plain", name: "Not Good", force: false } as const;
    expect(catchError(() => createProject(options))).toMatchObject({ code: "TC6014" });
    expect(existsSync(at("a"))).toBe(false);
  });
});

describe("files that cannot be placed", () => {
  test("leave nothing behind, not even the new parents", () => {
    const clash = [
      { path: "a", text: "" },
      { path: "a/b", text: "" },
    ];
    expect(catchError(() => placeFiles(at("x", "y"), clash))).toMatchObject({ code: "TC6015" });
    expect(readdirSync(folder())).toEqual([]);
  });

  test("put back what they had replaced", () => {
    mkdirSync(at("used", "z"), { recursive: true });
    writeFileSync(at("used", "a"), "old");
    writeFileSync(at("used", "z", "inner"), "old");
    const files = [
      { path: "a", text: "new" },
      { path: "new/file", text: "new" },
      { path: "z/inner/file", text: "new" },
    ];
    expect(catchError(() => placeFiles(at("used"), files))).toMatchObject({ code: "TC6015" });
    expect(readFileSync(at("used", "a"), "utf8")).toBe("old");
    expect(readdirSync(at("used")).sort()).toEqual(["a", "z"]);
    expect(readdirSync(folder())).toEqual(["used"]);
  });
});
