import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

const IGNORED_FOLDERS = new Set(["node_modules", "build"]);

function listFiles(place: string): string[] {
  if (!existsSync(place)) return [];
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place)
    .filter((name) => !IGNORED_FOLDERS.has(name) && !name.endsWith(".tsbuildinfo"))
    .sort()
    .flatMap((name) => listFiles(path.join(place, name)));
}

/**
 * One hash over the names and contents of files and folders, to tell whether a build output is stale. Contents, not times:
 * a fresh clone and a changed branch have new times but perhaps the same contents.
 */
export function hashInputs(places: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of places.flatMap(listFiles)) {
    const bytes = readFileSync(file);
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
}
