import type { Campaign } from "./campaign";
import type { Outcome, Step } from "./scenario";

/** Runs one step on whatever is compared or recorded. @returns what the side did that says how much gas a step needs */
export type RunStep = (step: Step, keep: boolean) => Promise<Outcome>;

const NEAR: readonly bigint[] = [-1n, 0n, 1n];

/**
 * Goes through a campaign. A step that asks for it is first run without a trace, then with one unit of gas less than it used, with
 * exactly as much, and with one more, which is kept: the edge between enough and too little is where meters differ.
 */
export async function play(campaign: Campaign, run: RunStep): Promise<void> {
  for (const step of campaign.steps) {
    if (step.around !== true) {
      await run(step, true);
      continue;
    }
    const { gasUsed, surcharge } = await run({ ...step, label: `${step.label} (how much)` }, false);
    for (const near of NEAR) {
      const label = `${step.label} (${near > 0n ? "+" : ""}${near})`;
      await run({ ...step, label, gasLimit: gasUsed + surcharge + near }, near === NEAR.at(-1));
    }
  }
}
