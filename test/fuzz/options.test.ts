import { EVERYTHING } from "./everything";
import { readOptions } from "./options";

test("options have defaults", () => {
  expect(readOptions(["--programs", "20"])).toEqual({
    programs: 20,
    schedules: null,
    seed: 1,
    first: 0,
    processes: null,
    complete: false,
  });
  expect(readOptions(["--help"])).toBeNull();
});

test.each([
  [[], /--programs or --schedules/],
  [["--programs", "1", "--schedules", "1"], /--programs or --schedules/],
  [["--programs", "0"], /--programs takes a whole number, 1 or more, not "0"/],
  [["--programs", "1e3"], /--programs/],
  [["--programs", "5", "--seed", "x"], /--seed/],
  [["--programs", "5", "--first", "-1"], /--first/],
  [["--programs", "5", "--processes", "0"], /--processes/],
  [["--program", "5"], /--program/],
  [["5"], /5/],
])("%j is refused", (args, reason) => {
  expect(() => readOptions(args)).toThrow(reason);
});

test("what programs have to come to is listed once", () => {
  expect(new Set(EVERYTHING).size).toBe(EVERYTHING.length);
});
