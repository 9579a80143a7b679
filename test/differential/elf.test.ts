import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { weakVersionFlagOffset, withWeakVersion } from "./harness/elf";
import { installStack } from "./harness/install";

const shipped = join(installStack("op-vm"), "node_modules/@btc-vision/op-vm/prebuilds/linux-x64/op-vm.node");

test("the Linux build needs one byte changed, its version flag, where the C library is older", () => {
  expect(existsSync(shipped)).toBe(true);
  const before = readFileSync(shipped);
  const after = withWeakVersion(before, "GLIBC_2.39");
  const changed = [...before.keys()].filter((at) => before[at] !== after[at]);
  expect(changed).toEqual([weakVersionFlagOffset(before, "GLIBC_2.39")]);
  expect(after[changed[0]!]).toBe(2);
});

test("a library that does not need a version is left as it is", () => {
  const before = readFileSync(shipped);
  expect(weakVersionFlagOffset(before, "GLIBC_9.99")).toBe(-1);
  expect(before.equals(withWeakVersion(before, "GLIBC_9.99"))).toBe(true);
});
