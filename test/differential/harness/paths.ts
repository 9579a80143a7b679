import { join } from "node:path";

/** `test/differential`, whichever of its folders the caller sits in. */
export const differentialFolder = join(__dirname, "..");
export const contractsFolder = join(differentialFolder, "contracts");
export const vectorsFolder = join(differentialFolder, "vectors");

/** The two OP_NET stacks contracts are written for, and the virtual machine they run on. */
export type StackName = "a" | "b";
export const stackNames: readonly StackName[] = ["a", "b"];

export function stackFolder(name: StackName | "op-vm"): string {
  return join(differentialFolder, "stacks", name);
}
