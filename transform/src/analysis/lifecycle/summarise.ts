import type { Origin } from "./findings";
import type { State, Value } from "./state";
import type { ParameterEffect, Summary } from "./summary";

/** One way a function can end. */
export interface Exit {
  readonly state: State;
  readonly value: Value;
}

/** Puts together, from all the ways a function can end, what calling it does to handles. */
export function summarise(parameters: readonly Value[], exits: readonly Exit[]): Summary {
  return {
    parameters: parameters.map((parameter) => effectOn(parameter, exits)),
    added: parameters.map((parameter) => addedTo(parameter, exits)),
    result: resultOf(parameters, exits),
  };
}

function effectOn(parameter: Value, exits: readonly Exit[]): ParameterEffect {
  if (parameter?.kind !== "thread" && parameter?.kind !== "array") return "none";
  const effects = new Set<ParameterEffect>();
  for (const { state, value } of exits) {
    if (parameter.kind === "thread") {
      const { status } = state.threads.get(parameter.id)!;
      effects.add(status === "gone" ? "escaped" : status === "joined" ? "joined" : "none");
      continue;
    }
    const array = state.arrays.get(parameter.id)!;
    const isReturned = value?.kind === "array" && value.id === parameter.id;
    if (array.gone) effects.add("escaped");
    else if (array.partial?.kind === "unknown") effects.add("escaped");
    else if (state.isArrayOpen(parameter.id) || isReturned) effects.add(array.partial === null ? "none" : "maybe");
    else effects.add("joined");
  }
  if (effects.has("escaped")) return "escaped";
  if (effects.size === 0) return "none";
  return effects.size === 1 ? [...effects][0]! : "maybe";
}

function addedTo(parameter: Value, exits: readonly Exit[]): readonly Origin[] {
  if (parameter?.kind !== "array") return [];
  const found = new Set<Origin>();
  for (const { state } of exits) {
    const { origins } = state.arrays.get(parameter.id)!;
    // The first origin stands for what the caller had put in.
    for (const origin of origins.slice(1)) if (state.isArrayOpen(parameter.id)) found.add(origin);
  }
  return [...found];
}

function resultOf(parameters: readonly Value[], exits: readonly Exit[]): Summary["result"] {
  for (const { state, value } of exits) {
    if (value?.kind !== "thread" && value?.kind !== "array") continue;
    const index = parameters.findIndex((parameter) => parameter?.kind === value.kind && parameter.id === value.id);
    if (index >= 0) return { kind: "parameter", index };
    if (value.kind === "thread") {
      const { origin, status } = state.threads.get(value.id)!;
      if (status === "open") return { kind: "thread", origin };
    } else {
      const array = state.arrays.get(value.id)!;
      const exact = (array.exact ?? []).filter((id) => id !== null).map((id) => state.threads.get(id)!);
      const origins = [
        ...new Set([...array.origins, ...exact.filter(({ status }) => status === "open").map(({ origin }) => origin)]),
      ];
      const length = exits.length === 1 && array.exact !== null ? array.exact.length : null;
      return { kind: "array", origins: state.isArrayOpen(value.id) ? origins : [], length };
    }
  }
  return null;
}
