import type { Range } from "assemblyscript" with { "resolution-mode": "import" };

/** Which thread holds a slot, as the catalogue's texts name it: by the place of its spawn. */
export function ownerText({ source, start }: Range): string {
  return `of ${source.normalizedPath}:${source.lineAt(start)}`;
}
