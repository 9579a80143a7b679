import { join } from "node:path";
import { inRepository } from "../../tasks/repository";

/** `test/differential`, for the sources of this folder and for their built form. */
export const differentialFolder = inRepository("test", "differential");
export const contractsFolder = join(differentialFolder, "contracts");
export const modulesFolder = join(differentialFolder, "modules");
export const vectorsFolder = join(differentialFolder, "vectors");

/** The two OP_NET stacks contracts are written for, and the virtual machine they run on. */
export type StackName = "a" | "b";
export const stackNames: readonly StackName[] = ["a", "b"];

export function stackFolder(name: StackName | "op-vm"): string {
  return join(differentialFolder, "stacks", name);
}
