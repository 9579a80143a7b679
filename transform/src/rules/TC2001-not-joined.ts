import type { Finding } from "../analysis/lifecycle/findings";
import type { Rule } from "./rule";

type Unjoined = Extract<Finding, { kind: "unjoined" }>;

const places = {
  return: "when the function returns here",
  end: "when the function ends here",
  overwritten: "before its variable is assigned again",
  iteration: "before the next round of the loop",
} as const;

/** An execution leaves a thread unjoined. */
export const notJoined: Rule = {
  code: "TC2001",
  check({ lifecycle, report }) {
    for (const finding of lifecycle) {
      if (finding.kind !== "unjoined") continue;
      const { origin, exit, when } = finding;
      report(
        "TC2001",
        { subject: subjectOf(finding), where: places[when], remedy: remedyOf(finding) },
        exit,
        origin.node.range,
      );
    }
  },
};

function subjectOf({ several, origin: { name } }: Unjoined): string {
  if (several) return name === "" ? "The threads of this spawn are" : `The threads in '${name}' are`;
  return name === "" ? "The thread is" : `The thread in '${name}' is`;
}

function remedyOf({ several, origin: { name } }: Unjoined): string {
  if (several) {
    return `Join them all before this place: \`for (let i = 0; i < ${name || "handles"}.length; i++) thread_join…(${name || "handles"}[i]);\`.`;
  }
  return name === ""
    ? "Keep the handle in a variable and join it before this place."
    : `Join '${name}' on every path that comes here.`;
}
