/** The commands that stand below "Next steps:". */
export function readNextSteps(output: string): string[] {
  const [, steps = ""] = output.split("Next steps:\n");
  return steps
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/**
 * Lines that warn, but for what npm says of this machine's own configuration and of an older Node than OP_NET's packages ask
 * for, and for what opnet-transform says of btc-runtime.
 */
export function findWarnings(output: string): string[] {
  return output
    .split("\n")
    .filter((line) => /\bwarn(ing)?\b/i.test(line) && !/Unknown user config|EBADENGINE|^OPNetTransform\[/.test(line));
}
