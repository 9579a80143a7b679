import type { AdapterOutcome, VirtualMachine } from "./adapter";
import { fromHex } from "./hex";
import { Machine, type Place } from "./machine";

/** Our runtime as a machine that executes fixtures. */
export function ownMachine(place: Place = "eager"): VirtualMachine {
  return async (fixture) => {
    const modules = Object.fromEntries(Object.entries(fixture.modules).map(([key, text]) => [key, fromHex(text)]));
    const machine = new Machine(fixture, modules, place);
    const outcomes: AdapterOutcome[] = [];
    for (const transaction of fixture.transactions) outcomes.push(await machine.run(transaction));
    return { outcomes };
  };
}
