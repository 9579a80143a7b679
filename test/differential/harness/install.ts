import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stackFolder, type StackName } from "./paths";

const LOCK_POLL_MILLISECONDS = 200;
const LOCK_STALE_MILLISECONDS = 600_000;

/**
 * Installs one stack beside its `package.json`, unless that has been done for the same lock file.
 *
 * The stacks are 370 MB together: they stay out of the root install, and whoever needs one calls this first.
 * Safe to call from several processes at once; throws with npm's own words when the install fails.
 */
export function installStack(name: StackName | "op-vm"): string {
  const folder = stackFolder(name);
  const stamp = join(folder, "node_modules", ".installed");
  const wanted = createHash("sha256")
    .update(readFileSync(join(folder, "package-lock.json")))
    .digest("hex");
  const isInstalled = () => existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;
  if (isInstalled()) return folder;
  withLock(join(folder, ".install-lock"), () => {
    if (isInstalled()) return;
    const run = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
      cwd: folder,
      encoding: "utf8",
      shell: process.platform === "win32",
    });
    if (run.status !== 0) throw new Error(`npm ci failed in ${folder}:\n${run.stdout}${run.stderr}`);
    writeFileSync(stamp, wanted);
  });
  return folder;
}

/** A directory is the lock: creating one is atomic on every file system. */
function withLock(path: string, action: () => void): void {
  for (;;) {
    try {
      mkdirSync(path);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      if (isStale(path)) rmSync(path, { recursive: true, force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOCK_POLL_MILLISECONDS);
    }
  }
  try {
    action();
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}

function isStale(path: string): boolean {
  try {
    return Date.now() - statSync(path).mtimeMs > LOCK_STALE_MILLISECONDS;
  } catch {
    return false;
  }
}
