import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { PackedPackage } from "./pack";

const fileOf = (packed: PackedPackage) => path.basename(packed.tarball);

/** What a registry says about a package that has one version. */
function describe(packed: PackedPackage, url: string): object {
  const { manifest, tarball } = packed;
  const integrity = `sha512-${createHash("sha512").update(readFileSync(tarball)).digest("base64")}`;
  const version = { ...manifest, dist: { tarball: `${url}/-/${fileOf(packed)}`, integrity } };
  return { name: manifest.name, "dist-tags": { latest: manifest.version }, versions: { [manifest.version]: version } };
}

/**
 * A registry that has only the given packages. npm is told to ask it for their scope, so that a new project can be installed
 * by the very commands that an author will type once the packages are published.
 */
export async function startRegistry(
  packages: readonly PackedPackage[],
): Promise<{ url: string; close(): Promise<void> }> {
  let url = "";
  const server: Server = createServer((request, response) => {
    const wanted = decodeURIComponent(request.url ?? "").slice(1);
    const byName = packages.find((packed) => packed.manifest.name === wanted);
    const byFile = packages.find((packed) => wanted === `-/${fileOf(packed)}`);
    if (byName) response.setHeader("content-type", "application/json").end(JSON.stringify(describe(byName, url)));
    else if (byFile) response.end(readFileSync(byFile.tarball));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
