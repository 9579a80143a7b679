import type { Rule, SpawnName } from "./rule";

/** How many arguments each kind of spawn takes. */
export const argumentCounts: Readonly<Record<SpawnName, number>> = {
  thread_spawn: 2,
  thread_spawn_with_reservation: 3,
  thread_spawn_with_memory: 3,
};

const forms: Readonly<Record<SpawnName, string>> = {
  thread_spawn: "thread_spawn<T>(gas, (): T => …)",
  thread_spawn_with_reservation: "thread_spawn_with_reservation<T>(gas, slots, (): T => …)",
  thread_spawn_with_memory: "thread_spawn_with_memory<T>(gas, regions, (): T => …)",
};

/** What an author who gave so many arguments may have meant. */
function formsFor(name: SpawnName, count: number): string {
  if (name !== "thread_spawn" || count !== argumentCounts.thread_spawn_with_reservation) return forms[name];
  return `${forms[name]}\`, or with slots \`${forms.thread_spawn_with_reservation}`;
}

/** A spawn has too many or too few arguments. */
export const wrongArguments: Rule = {
  code: "TC1014",
  check({ spawns, report }) {
    for (const { name, call } of spawns) {
      const expected = argumentCounts[name];
      if (call.args.length === expected) continue;
      report(
        "TC1014",
        { name, expected: String(expected), count: call.args.length, form: formsFor(name, call.args.length) },
        call.range,
      );
    }
  },
};
