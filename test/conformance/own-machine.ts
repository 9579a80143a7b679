import type { AdapterOutcome, VirtualMachine } from "./adapter";
import { fromHex, toHex } from "./hex";
import { Machine, type Place } from "./machine";

/** Our runtime as a machine that executes fixtures. */
export function ownMachine(place: Place = "eager"): VirtualMachine {
  return async (fixture) => {
    const modules = Object.fromEntries(Object.entries(fixture.modules).map(([key, text]) => [key, fromHex(text)]));
    const machine = new Machine(fixture, modules, place);
    machine.keepJournal();
    const outcomes: AdapterOutcome[] = [];
    for (const transaction of fixture.transactions) outcomes.push(await machine.run(transaction));
    return { outcomes, journal: toHex(machine.journalBytes()!) };
  };
}
