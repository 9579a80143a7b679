import { types as kinds } from "node:util";
import { ThreadedContractError, type Manifest } from "@threaded-contract/transform";
import { encodeCall } from "./values";

/** Name of the function that a deployment runs. */
const DEPLOY_FUNCTION = "onDeploy";

/** Arguments of a deployment: values for the parameters of `onDeploy`, or calldata as it is. */
export type DeployArguments = readonly unknown[] | Uint8Array;

/** The calldata of a deployment, without a selector. @throws TC6008 */
export function encodeDeployment(manifest: Manifest, args: DeployArguments): Uint8Array {
  if (kinds.isUint8Array(args)) return args;
  const target = manifest.functions.find(({ name }) => name === DEPLOY_FUNCTION);
  if (target !== undefined) return encodeCall(manifest, target, args).subarray(4);
  if (args.length === 0) return new Uint8Array(0);
  if (manifest.kind !== "plain") {
    const reason = "the calldata of an OP_NET contract's onDeployment is bytes, since no ABI describes it";
    throw new ThreadedContractError("TC6008", {
      function: "onDeployment",
      reason,
      expected: 'opnetCalldata(["STRING", "UINT256"], [name, amount])',
    });
  }
  const reason = `${manifest.name || "the contract"} has no function onDeploy that could take ${args.length} arguments`;
  throw new ThreadedContractError("TC6008", { function: DEPLOY_FUNCTION, reason, expected: "()" });
}
