/** Other machines: ours in a child process must pass, a wrong one must fail, and the first differing field is named. */
import { spawnSync } from "node:child_process";
import { adapterInput, type VirtualMachine } from "./adapter";
import { inRepository } from "../tasks/repository";
import { readFixture } from "./files";
import type { ExecutionFixture } from "./fixture";
import { readableOutcome } from "./adapters/readable";
import { ownMachine } from "./own-machine";
import { runFixture } from "./run-fixture";

const main = inRepository("test", "dist", "conformance", "main.js");
const adapters = (file: string): string => inRepository("test", "conformance", "adapters", file);
const command = `node ${inRepository("test", "dist", "conformance", "adapters", "runtime-command.js")}`;

function conformance(...args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: "utf8" });
  return { status, output: stdout + stderr };
}

const judge = (machine: VirtualMachine, ignored: string[] = []) =>
  runFixture("g-04-joined-thread-counts", { machine, compiler: null, ignored: new Set(ignored) });

describe("npm run conformance", () => {
  test("passes against our runtime as a command, receipts by their bytes", () => {
    const { status, output } = conformance("--only", "g-0", "--against", command);
    expect(output).toContain("0 failed");
    expect(status).toBe(0);
  });

  test("passes against a module, receipts by their fields", () => {
    const { status, output } = conformance("--only", "f-0", "--against", adapters("child-process.js"));
    expect(output).toContain("0 failed");
    expect(status).toBe(0);
  });

  test("fails against a machine that is wrong, and names the field with both values", () => {
    const { status, output } = conformance("--only", "g-04", "--against", adapters("wrong.js"));
    expect(output).toMatch(/outcomes\[1\]\.receipt\.threads\[0\]\.discountPercent\n +expected 50\n +actual +40/);
    expect(status).toBe(1);
  });

  test("fails when there is no such fixture, and when the machine does not answer", () => {
    expect(conformance("--only", "z-99").status).toBe(1);
    expect(conformance("--only", "g-01", "--against", "exit 3").status).toBe(1);
    const withoutExecute = conformance("--against", inRepository("jest.config.js"));
    expect(withoutExecute.output).toContain("execute");
    expect(withoutExecute.status).toBe(1);
  });
});

describe("what a machine answers", () => {
  const right = ownMachine();
  const input = (): ReturnType<typeof adapterInput> =>
    adapterInput(readFixture("g-04-joined-thread-counts") as ExecutionFixture);

  /** The right outcomes with the last one changed. */
  const changing =
    (change: object): VirtualMachine =>
    async (fixture) => {
      const { outcomes } = await right(fixture);
      return { outcomes: outcomes.map((outcome, i) => (i === 1 ? { ...outcome, ...change } : outcome)) };
    };

  test("is compared by bytes: one wrong byte is found in its field", async () => {
    const { outcomes } = await right(input());
    const bytes = outcomes[1]!.bytes!.replace("oip0002/1", "oip0002/2");
    const wrong = bytes.replace(Buffer.from("oip0002/1").toString("hex"), Buffer.from("oip0002/2").toString("hex"));
    expect((await judge(changing({ bytes: wrong }))).problem).toContain("receipt.schedule");
    expect((await judge(changing({ bytes: wrong }), ["schedule"])).problem).toBe("");
  });

  test.each([
    ["bytes that are no receipt", { bytes: "0x00" }, "bytes"],
    ["another state", { stateHash: `0x${"00".repeat(32)}` }, "stateHash"],
    ["a refusal", { refused: "TC6004" }, "receipt"],
    ["neither bytes nor fields", { bytes: undefined }, "receipt"],
  ])("%s", async (_, change, field) => {
    expect((await judge(changing(change))).problem).toContain(field);
  });

  test("is compared without texts on demand, but not without codes", async () => {
    const rename = (text: string): string => text.replace("Integer", "A").replace("An integer", "Another integer");
    const machine =
      (change: (receipt: string) => string): VirtualMachine =>
      async (fixture) => {
        const { outcomes } = await right(fixture);
        return {
          outcomes: outcomes
            .map(readableOutcome)
            .map((outcome) => JSON.parse(change(JSON.stringify(outcome))) as object),
        };
      };
    const failing = (vm: VirtualMachine, ignored: string[]): ReturnType<typeof runFixture> =>
      runFixture("f-02-join-or-try", { machine: vm, compiler: null, ignored: new Set(ignored) });
    expect((await failing(machine(rename), [])).problem).toContain("message");
    expect((await failing(machine(rename), ["message"])).problem).toBe("");
    const other = machine((text) => rename(text).replace('"code":"TC5004"', '"code":"TC5003"'));
    expect((await failing(other, ["message"])).problem).toContain("code");
  });

  test("a transaction too few", async () => {
    const machine: VirtualMachine = async (fixture) => ({ outcomes: (await right(fixture)).outcomes.slice(0, 1) });
    expect((await judge(machine)).problem).toContain("outcomes[1]");
  });
});
