/** Every fixture on our runtime, in this process: threads at their spawns, and again at their joins. */
import { listFixtures, readFixture } from "./files";
import { ownMachine } from "./own-machine";
import { runFixture } from "./run-fixture";

const executions = listFixtures().filter((name) => readFixture(name).kind === "execution");

describe.each(["eager", "lazy"] as const)("with threads run %s", (place) => {
  const judges = { machine: ownMachine(place), compiler: null, ignored: new Set<string>() };

  test.each(executions)("%s", async (name) => {
    expect((await runFixture(name, judges)).problem).toBe("");
  });
});
