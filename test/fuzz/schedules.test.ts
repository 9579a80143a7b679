import type { World } from "../../runtime/src/world";
import { PROTOCOL_POINTS } from "../../runtime/src/engine/test-hooks";
import { Deployment } from "./execute";
import { generateProgram } from "./generate";
import { encodeReceipt } from "./runtime";
import { ScheduleRunner, SCHEDULES_PER_PROGRAM } from "./schedule-runner";
import { ScheduledPool } from "./scheduled-pool";

const PROGRAMS = Number(process.env["FUZZ_SCHEDULES"] ?? 1_000) / SCHEDULES_PER_PROGRAM;
const FIRST_SEED = Number(process.env["FUZZ_SEED"] ?? 1);

test(`receipts of ${PROGRAMS} random programs are the same under every schedule`, async () => {
  const runner = new ScheduleRunner();
  for (let program = FIRST_SEED; program < FIRST_SEED + PROGRAMS; program++) {
    const difference = await runner.run(program, SCHEDULES_PER_PROGRAM);
    const repeat = `npm run fuzz -- --schedules ${SCHEDULES_PER_PROGRAM} --seed ${program}`;
    expect({ difference, repeat }).toEqual({ difference: null, repeat });
  }
}, 180_000);

/** Points that only workers of their own have, or only engines. */
const ELSEWHERE = ["frame:execute", "frame:before-replay", "frame:before-reply", "thread:awake", "thread:before-world"];

test("schedules meet every point of the protocol, and workers die in the middle", () => {
  const pool = ScheduledPool.tight(2);
  for (let number = 1; number <= 40; number++) {
    const deployment = new Deployment([generateProgram(0, number)], 1);
    deployment.run(deployment.newChain(), deployment.request(0, 0), (world) => pool.under(number, world));
  }
  const wanted = PROTOCOL_POINTS.filter((point) => !ELSEWHERE.includes(point));
  const visited = [...pool.visits.keys()].sort();
  expect(visited).toEqual([...wanted, "thread:lost"].sort());
});

test("a seed is a schedule: the workers reach the same points as often again", () => {
  const deployment = new Deployment([generateProgram(0, 3)], 1);
  const visits = [1, 2, 1].map((seed) => {
    const pool = new ScheduledPool(4);
    const make = (world: World) => pool.under(seed, world);
    const { receipt } = deployment.run(deployment.newChain(), deployment.request(0, 0), make);
    return { receipt: Buffer.from(encodeReceipt(receipt)).toString("hex"), visits: [...pool.visits] };
  });
  expect(visits[2]).toEqual(visits[0]);
  expect(visits[1]!.receipt).toBe(visits[0]!.receipt);
  expect(visits[1]!.visits).not.toEqual(visits[0]!.visits);
});
