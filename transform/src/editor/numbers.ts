import { allCodes, catalogue, type Code } from "../diagnostics/catalogue";

/** Added to our numbers in the editor, whose protocol has only numbers for codes: TC2001 is 1002001, and no number of TypeScript's. */
const NUMBER_BASE = 1_000_000;

/** The number of a code in the editor; the text begins with the code itself. */
export function numberOf(code: Code): number {
  return NUMBER_BASE + Number(code.slice(2));
}

/** The numbers that the editor can show. */
export function shownNumbers(): number[] {
  return allCodes()
    .filter((code) => catalogue[code].layers.includes("syntax"))
    .map(numberOf);
}
