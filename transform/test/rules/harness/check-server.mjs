// Compiles programs on request, in a process of its own: asc is an ES module, which jest cannot load without flags.
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../../..");
const loaded = new Map();

async function loadAsc(compiler) {
  if (!loaded.has(compiler)) loaded.set(compiler, import(join(root, "node_modules", compiler, "dist/asc.js")));
  return loaded.get(compiler);
}

async function compile({ compiler, files, entry, options, transform }) {
  const asc = await loadAsc(compiler);
  const diagnostics = [];
  const written = new Map();
  let output = "";
  const sink = { write: (text) => ((output += String(text)), true) };
  const place = (range) => range && { path: range.source.normalizedPath, start: range.start, end: range.end };
  const args = [entry, "--baseDir", root, "--noColors", "--outFile", "test-output.wasm", ...options];
  if (transform) args.push("--transform", join(root, "transform/dist/index.js"));
  const { error } = await asc.main(args, {
    stdout: sink,
    stderr: sink,
    readFile: async (name, baseDir) => files[name] ?? readFile(resolve(baseDir, name), "utf8").catch(() => null),
    writeFile: (name, contents) => void written.set(name, contents),
    listFiles: () => [],
    reportDiagnostic: ({ code, category, message, range, relatedRange }) =>
      diagnostics.push({ number: code, category, message, range: place(range), related: place(relatedRange) }),
  });
  const wasm = written.get("test-output.wasm");
  return { diagnostics, output, failure: error?.message ?? null, written: [...written.keys()], wasm: wasm && Buffer.from(wasm).toString("base64") };
}

process.on("message", async ({ id, request }) => {
  try {
    process.send({ id, answer: await compile(request) });
  } catch (error) {
    process.send({ id, failed: error.stack });
  }
});
