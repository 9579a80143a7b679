import type { Campaign } from "./campaign";
import { play } from "./play";
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
  /** How many steps ended how; `outOfMemory` are traps too. */
  readonly endings: Readonly<Record<string, number>>;
}

/** How a step ended, with the trap that has its own rules in the machine told apart. */
function endingsOf({ ending, reason }: Outcome): string[] {
  return ending === "trapped" && reason.includes("out of memory") ? [ending, "outOfMemory"] : [ending];
}

/**
 * Runs a campaign on both, step by step, and compares everything a caller can observe.
 *
 * @param left the machine, which works in a thread of its own, one step behind the other
 * @param right the runtime, whose gas says what the steps around it need
 */
export async function compareCampaign(campaign: Campaign, left: Backend, right: Backend): Promise<Comparison> {
  const differences: Difference[] = [];
  const endings: Record<string, number> = {};
  let calls = 0;
  const compare = (step: Step, outcomes: readonly [Outcome, Outcome]) => {
    const field = firstDifference(...outcomes);
    if (field !== null) differences.push({ step, field, left: outcomes[0], right: outcomes[1] });
    for (const ending of endingsOf(outcomes[0])) endings[ending] = (endings[ending] ?? 0) + 1;
    calls++;
  };
  let behind = Promise.resolve();
  await play(campaign, async (step, keep) => {
    const outcome = await right.run(step, keep);
    await behind;
    behind = left.run(step, keep, outcome.failures).then((machine) => compare(step, [machine, outcome]));
    return outcome;
  });
  await behind;
  return { calls, differences, endings };
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
