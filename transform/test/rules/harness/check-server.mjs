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
const { verifyModule } = require(join(root, "transform/dist/verify/verify-module.js"));
const { judgeImport } = require(join(root, "transform/dist/verify/judge-import.js"));
const { fixesOf } = require(join(root, "transform/dist/diagnostics/fix.js"));
const loaded = new Map();
/** asc's error "Not implemented: {0}". */
const NOT_IMPLEMENTED = 100;

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

/** Verifies the unoptimised module, which the transform describes even when something in it is forbidden, and ends the compilation there. */
function verifying(result) {
  return class {
    afterCompile(module) {
      const { threads, findings } = verifyModule(module.emitBinary());
      for (const { export: entry, kind, source, imports } of threads) {
        // The report's findings are at most a hundred.
        const codes = imports.flatMap((found) => judgeImport(found.module, found.name, kind)?.code ?? []);
        for (const code of codes) result.verified.push({ code, source });
        const own = findings.filter((found) => found.entry === entry).map(({ code }) => code);
        if (findings.length < 100 && own.join() !== codes.join()) {
          throw new Error(`the verifier says ${own} of ${entry}`);
        }
      }
      result.isVerified = true;
      // Optimising what is not looked at takes longer than all the rest.
      this.program.error(NOT_IMPLEMENTED, null, "the rest of the compilation");
    }
  };
}

export async function compile({ compiler, files, entry, options, transform, prepareOnly, unchecked, advice, verify }) {
  const asc = await loadAsc(compiler);
  const diagnostics = [];
  const written = new Map();
  let output = "";
  const sink = { write: (text) => ((output += String(text)), true) };
  const place = (range) => range && { path: range.source.normalizedPath, start: range.start, end: range.end };
  // A configuration file that does not exist keeps the repository's own away, which optimises.
  const fixed = ["--baseDir", root, "--config", "none.json", "--runtime", "stub", "--noColors"];
  const args = [entry, ...fixed, "--outFile", "test-output.wasm", ...options];
  const inProcess = unchecked.length > 0 || verify;
  if (transform && !inProcess) args.push("--transform", join(root, "transform/dist/index.js"));
  const counter = { remembered: 0 };
  const { prepareReachability } = transform ? {} : require(join(root, "transform/dist/rules/run-capability-rules.js"));
  const transforms = transform
    ? inProcess
      ? [withoutChecks(unchecked)]
      : []
    : [preparing(prepareOnly ? prepareReachability : null, counter)];
  const result = { verified: [], isVerified: false };
  if (verify) transforms.push(verifying(result));
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
    ...result,
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
