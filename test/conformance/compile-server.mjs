// Compiles fixtures with asc's API.
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { withoutChecks } from "../../transform/test/support/without-checks.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const require = createRequire(import.meta.url);
const asc = await import(join(root, "node_modules/assemblyscript/dist/asc.js"));
// Programs that break a rule of storage are here for what the run time says to them.
const Transform = withoutChecks(["TC4001", "TC4002", "TC4003", "TC4004", "TC4005", "TC4006"]);
const { describeDiagnostic } = require(join(root, "transform/dist/cli/diagnostic-json.js"));

/** Texts of the sources by the path that diagnostics name them by. */
function sourceReader(folder, texts) {
  const { readFile } = require("node:fs/promises");
  return async (name, baseDir) => {
    const text = await readFile(resolve(baseDir, name), "utf8").catch(() => null);
    if (text !== null) texts.set(name.replace(/^(?:.*\/)?node_modules\//, "~lib/"), text);
    return text;
  };
}

export async function compile({ folder, file, options, isRaw }) {
  const texts = new Map();
  const diagnostics = [];
  let wasm = null;
  let output = "";
  const sink = { write: (text) => ((output += String(text)), true) };
  const args = [file, "--baseDir", folder, "--config", "none", "--noColors", "--outFile", "out.wasm", ...options];
  const { error } = await asc.main(args, {
    transforms: isRaw ? [] : [Transform],
    stdout: sink,
    stderr: sink,
    readFile: sourceReader(folder, texts),
    writeFile: (name, contents) => void (name === "out.wasm" && (wasm = Buffer.from(contents))),
    listFiles: () => [],
    reportDiagnostic: (diagnostic) => void diagnostics.push(diagnostic),
  });
  return {
    wasm: wasm?.toString("base64") ?? null,
    failure: error === null ? null : `${error.message}\n${output}`,
    diagnostics: diagnostics.map((each) => describeDiagnostic(each, texts)),
  };
}
