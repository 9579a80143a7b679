import type { AdapterOutcome } from "../adapter";
import { fromHex } from "../hex";
import { receiptJson } from "../receipt-json";
import { decodeReceipt } from "../runtime";

/** The same outcome with the receipt's fields in the place of its bytes. */
export function readableOutcome({ bytes, ...rest }: AdapterOutcome): AdapterOutcome {
  return bytes === undefined ? rest : { ...rest, receipt: receiptJson(decodeReceipt(fromHex(bytes))) };
}
