import type { Range } from "assemblyscript" with { "resolution-mode": "import" };
import type { Fix } from "../diagnostics/fix";
import type { Rule } from "./rule";

/** A join asks for another type than its thread returns. */
export const wrongResultType: Rule = {
  code: "TC2007",
  check({ lifecycle, report }) {
    for (const finding of lifecycle) {
      if (finding.kind !== "wrongType") continue;
      const { spawned, joined, place, origin } = finding;
      report("TC2007", { spawned, joined }, place, origin.node.range, { fixes: writeType(place, spawned) });
    }
  },
};

/** Writes the type at the join, where the place is a join and no function that joins. */
function writeType({ source, start, end }: Range, type: string): Fix[] {
  const found = /^((?:[\w$]+\.)*[\w$]*join[\w$]*)\s*(<[^()]*>)?\(/.exec(source.text.slice(start, end));
  if (found === null) return [];
  const from = start + found[1]!.length;
  const edit = { path: source.normalizedPath, start: from, end: from + (found[2]?.length ?? 0), text: `<${type}>` };
  return [{ title: `Join as '${type}'`, edits: [edit] }];
}
