// Compiles programs for tests with asc's API, and tells all that is to be known about them.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { withoutChecks } from "../../support/without-checks.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../../..");
const require = createRequire(import.meta.url);
const { rememberedStorage } = require(join(root, "transform/dist/analysis/storage/remembered.js"));
const { requestAdvice } = require(join(root, "transform/dist/diagnostics/advice.js"));
const { fixesOf } = require(join(root, "transform/dist/diagnostics/fix.js"));
const loaded = new Map();

async function loadAsc(compiler) {
  if (!loaded.has(compiler)) loaded.set(compiler, import(join(root, "node_modules", compiler, "dist/asc.js")));
  return loaded.get(compiler);
}

/** Does nothing but ask the compiler to remember where expressions come from, and count what it remembers. */
function preparing(prepareReachability, counter) {
  return class {
    afterParse() {
      if (prepareReachability !== null) prepareReachability(this.program);
    }
    afterCompile() {
      for (const { debugLocations } of this.program.instancesByName.values()) {
        counter.remembered += debugLocations?.size ?? 0;
      }
    }
  };
}

export async function compile({ compiler, files, entry, options, transform, prepareOnly, unchecked, advice }) {
  const asc = await loadAsc(compiler);
  const diagnostics = [];
  const written = new Map();
  let output = "";
  const sink = { write: (text) => ((output += String(text)), true) };
  const place = (range) => range && { path: range.source.normalizedPath, start: range.start, end: range.end };
  // A configuration file that does not exist keeps the repository's own away, which optimises.
  const fixed = ["--baseDir", root, "--config", "none.json", "--runtime", "stub", "--noColors"];
  const args = [entry, ...fixed, "--outFile", "test-output.wasm", ...options];
  if (transform && unchecked.length === 0) args.push("--transform", join(root, "transform/dist/index.js"));
  const counter = { remembered: 0 };
  const { prepareReachability } = transform ? {} : require(join(root, "transform/dist/rules/run-capability-rules.js"));
  const transforms = transform
    ? unchecked.length === 0
      ? []
      : [withoutChecks(unchecked)]
    : [preparing(prepareOnly ? prepareReachability : null, counter)];
  let program = null;
  transforms.unshift(
    class {
      constructor() {
        program = this.program;
        if (advice) requestAdvice(program);
      }
    },
  );
  const { error } = await asc.main(args, {
    transforms,
    stdout: sink,
    stderr: sink,
    readFile: async (name, baseDir) => files[name] ?? readFile(resolve(baseDir, name), "utf8").catch(() => null),
    writeFile: (name, contents) => void written.set(name, contents),
    listFiles: () => [],
    reportDiagnostic: ({ code, category, message, range, relatedRange }) =>
      diagnostics.push({
        number: code,
        category,
        message,
        range: place(range),
        related: place(relatedRange),
        fixes: fixesOf(
          program.diagnostics.find((each) => each.message === message && each.range?.start === range?.start) ?? {},
        ),
      }),
  });
  const wasm = written.get("test-output.wasm");
  return {
    ...counter,
    threads: [...(rememberedStorage(program)?.threads ?? [])].map(([{ call }, verdict]) => ({
      place: place(call.range),
      verdict,
    })),
    findings: (rememberedStorage(program)?.findings ?? []).map((each) => ({
      kind: each.kind,
      place: place(each.place),
    })),
    diagnostics,
    output,
    failure: error?.message ?? null,
    written: [...written.keys()],
    wasm: wasm && Buffer.from(wasm).toString("base64"),
  };
}
