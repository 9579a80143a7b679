import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { inRepository } from "../tasks/repository";

/** A contract of the benchmark: its source and whether our transform takes part. */
export interface CompileOptions {
  /** The source, relative to `test/bench`: away from the root's configuration, which has the transform already. */
  readonly source: string;
  readonly transform: boolean;
  /** Further flags for `asc`; without a choice of the runtime it is `incremental`, which collects its garbage. */
  readonly flags?: readonly string[];
}

let folder: string | undefined;

/** Where this run's modules go; removed when the process ends. */
function outputFolder(): string {
  if (folder !== undefined) return folder;
  const created = mkdtempSync(path.join(tmpdir(), "threaded-contract-bench-"));
  process.on("exit", () => rmSync(created, { recursive: true, force: true }));
  return (folder = created);
}

/** Compiles a contract in a process of its own, as authors do, and returns the module's path. */
export function compile({ source, transform, flags = [] }: CompileOptions): string {
  const outFile = path.join(
    outputFolder(),
    `${path.basename(source, ".ts")}${transform ? "" : "-plain"}${flags.join("")}.wasm`,
  );
  const asc = inRepository("node_modules", "assemblyscript", "bin", "asc.js");
  const transformFlags = transform ? ["--transform", "@threaded-contract/transform"] : [];
  const args = [asc, source, "-O3", "--outFile", outFile, ...transformFlags, ...flags];
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: inRepository("test", "bench"),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${source} does not compile:\n${stderr}`);
  return outFile;
}
