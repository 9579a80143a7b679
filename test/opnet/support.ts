import { join } from "node:path";
import { compileContract, type CompiledContract } from "../differential/harness/compile";
import { stackFolder, type StackName } from "../differential/harness/paths";
import { ADAPTER_FOLDER, SDK_FOLDER, TRANSFORM_FOLDER } from "./folders";

/** A contract of `test/opnet/contracts` on a stack, opnet-transform first and ours second, with the paths of its ABI files. */
export async function compileThreaded(
  name: string,
  stack: StackName,
): Promise<CompiledContract & { readonly abi: readonly string[] }> {
  const compiled = await compileContract(name, stack, {
    sources: join(__dirname, "contracts"),
    transforms: ["@threaded-contract/transform"],
    libraries: [ADAPTER_FOLDER],
    variant: "threaded",
    dependencies: [TRANSFORM_FOLDER, SDK_FOLDER],
  });
  const className = name.charAt(0).toUpperCase() + name.slice(1);
  const abi = [join(stackFolder(stack), "build", `${name}-threaded`, "abis", `${className}.abi.json`)];
  return { ...compiled, abi };
}
