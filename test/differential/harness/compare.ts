import type { Campaign } from "./campaign";
import type { Backend, Outcome, Step } from "./scenario";
import { outcomeLine } from "./vectors";

/** One step on which two implementations disagree. */
export interface Difference {
  readonly step: Step;
  /** First field that differs. */
  readonly field: string;
  readonly left: Outcome;
  readonly right: Outcome;
}

export interface Comparison {
  readonly calls: number;
  readonly differences: readonly Difference[];
  /** How many steps ended how. */
  readonly endings: Readonly<Record<string, number>>;
}

/** Runs a campaign on both, step by step, and compares everything a caller can observe. */
export async function compareCampaign(campaign: Campaign, left: Backend, right: Backend): Promise<Comparison> {
  const differences: Difference[] = [];
  const endings: Record<string, number> = {};
  for (const step of campaign.steps) {
    const outcomes = [await left.run(step), await right.run(step)] as const;
    const field = firstDifference(...outcomes);
    if (field !== null) differences.push({ step, field, left: outcomes[0], right: outcomes[1] });
    endings[outcomes[0].ending] = (endings[outcomes[0].ending] ?? 0) + 1;
  }
  return { calls: campaign.steps.length, differences, endings };
}

function firstDifference(left: Outcome, right: Outcome): string | null {
  const fields: [string, (outcome: Outcome) => string][] = [
    ["ending", (outcome) => outcome.ending],
    ["gas", (outcome) => String(outcome.gasUsed + outcome.surcharge)],
    ["data", (outcome) => outcome.data],
    ["events", (outcome) => JSON.stringify(outcome.events)],
    ["changes", (outcome) => outcome.changes.join()],
  ];
  // Of a recorded outcome only a line is left.
  if (left.line !== undefined) {
    fields.splice(2, fields.length, ["digest", (outcome) => outcome.line ?? outcomeLine(outcome)]);
  }
  return fields.find(([, read]) => read(left) !== read(right))?.[0] ?? null;
}

/** A difference in a few lines, with what reproduces it. */
export function describeDifference({ step, field, left, right }: Difference): string {
  const show = (outcome: Outcome) =>
    `${outcome.ending} gas ${outcome.gasUsed + outcome.surcharge} data ${outcome.data.slice(0, 80)} ${outcome.reason.split("\n", 1)[0]}`;
  return `${step.label} (${field})\n  calldata ${step.calldata.slice(0, 100)} limit ${step.gasLimit}\n  op-vm    ${show(left)}\n  runtime  ${show(right)}`;
}
