import { types as kinds } from "node:util";
import { ThreadedContractError, type Manifest } from "@threaded-contract/transform";
import { encodeCall } from "./values";

/** Arguments of a deployment: values for the parameters of `onDeploy`, or calldata as it is. */
export type DeployArguments = readonly unknown[] | Uint8Array;

/** The calldata of a deployment or an update, without a selector. @param hook the function that it runs. @throws TC6008 */
export function encodeDeployment(
  manifest: Manifest,
  args: DeployArguments,
  hook: "onDeploy" | "onUpdate" = "onDeploy",
): Uint8Array {
  if (kinds.isUint8Array(args)) return args;
  const target = manifest.functions.find(({ name }) => name === hook);
  if (target !== undefined) return encodeCall(manifest, target, args).subarray(4);
  if (args.length === 0) return new Uint8Array(0);
  if (manifest.kind !== "plain") {
    const opnetHook = hook === "onDeploy" ? "onDeployment" : hook;
    const reason = `the calldata of an OP_NET contract's ${opnetHook} is bytes, since no ABI describes it`;
    throw new ThreadedContractError("TC6008", {
      function: opnetHook,
      reason,
      expected: 'opnetCalldata(["STRING", "UINT256"], [name, amount])',
    });
  }
  const reason = `${manifest.name || "the contract"} has no function ${hook} that could take ${args.length} arguments`;
  throw new ThreadedContractError("TC6008", { function: hook, reason, expected: "()" });
}
