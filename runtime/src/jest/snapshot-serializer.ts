import { Receipt } from "../chain/call-receipt";

/** Prints receipts in jest snapshots: everything a test author wants to see change, nothing that is noise. */
export const receiptSerializer = {
  test: (value: unknown): boolean => value instanceof Receipt,
  serialize: (value: unknown): string => {
    const receipt = value as Receipt;
    const lines = [receipt.report(), ""];
    for (const { contract, name, data } of receipt.events) {
      lines.push(`event ${name} of ${contract}: 0x${hexadecimal(data)}`);
    }
    for (const { contract, key, before, after } of receipt.stateDiff) {
      lines.push(`slot ${key} of ${contract}:`, `  ${before}`, `  ${after}`);
    }
    lines.push(`data 0x${hexadecimal(receipt.data)}`);
    return lines.join("\n");
  },
};

function hexadecimal(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
