import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { authorEnvironment } from "./environment";
import { packAll, type PackedPackage } from "./pack";
import { startRegistry } from "./registry";
import type { RunOptions } from "./run";

/** An author's machine: an empty folder, the packed packages, and a registry that serves them. */
export interface Sandbox {
  /** An empty folder. */
  readonly folder: string;
  readonly packages: readonly PackedPackage[];
  readonly env: RunOptions["env"];
  tarballOf(name: string): string;
  close(): Promise<void>;
}

/** Packs everything and makes an empty folder outside the repository. */
export async function createSandbox(): Promise<Sandbox> {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), "threaded-contract-end-to-end-")));
  const [folder, tarballs] = [path.join(root, "work"), path.join(root, "tarballs")];
  mkdirSync(folder);
  mkdirSync(tarballs);
  const packages = await packAll(tarballs, authorEnvironment());
  const registry = await startRegistry(packages);
  const env = authorEnvironment({
    "npm_config_@threaded-contract:registry": registry.url,
    // Versions that are not published yet may not come from an earlier run's cache of the same address.
    npm_config_prefer_offline: "true",
    npm_config_audit: "false",
    npm_config_fund: "false",
    npm_config_update_notifier: "false",
  });
  return {
    folder,
    packages,
    env,
    tarballOf: (name) => packages.find((packed) => packed.manifest.name === name)?.tarball ?? "",
    close: async () => {
      await registry.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
