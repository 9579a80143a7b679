import { createHash } from "node:crypto";
import { account, opnetCalldata } from "@threaded-contract/runtime";
import type { StackName } from "../differential/harness/paths";

/** The contract of the cases, and a second one of the same code. */
export const EDGES = account("edges");
export const OTHER = account("other");
const NOBODY = account("nobody");
const WALLET = account("alice");

/** A call at a limit, or one past it. */
export interface EdgeCase {
  readonly what: string;
  /** As the selector hashes it. */
  readonly signature: string;
  readonly args: readonly unknown[];
  readonly status: "success" | "reverted" | "trapped" | "outOfGas";
  /** What the call answers if it succeeds. */
  readonly value?: unknown;
  /** What its error says if it does not. */
  readonly code?: string;
  readonly text?: RegExp;
  /** Only where the runtime has it. */
  readonly stack?: StackName;
  /** Set where the published machine's limit is its own stack, not a number that can be compared. */
  readonly incomparable?: true;
}

type Answer = Pick<EdgeCase, "status" | "value" | "code" | "text">;

const answers = (value: unknown): Answer => ({ status: "success", value });
const succeeds: Answer = { status: "success" };
const traps = (code: string, text: RegExp): Answer => ({ status: "trapped", code, text });
const reverts = (text: RegExp): Answer => ({ status: "reverted", code: "TC5002", text });

const one = (
  what: string,
  signature: string,
  args: readonly unknown[],
  answer: Answer,
  more: object = {},
): EdgeCase => ({
  what,
  signature,
  args,
  ...answer,
  ...more,
});

/** All of them, in an order that matters: deployments of the same salt meet. */
export const edgeCases: readonly EdgeCase[] = [
  one("an answer of 2,048 bytes", "answer(uint32)", [2_048], succeeds),
  one("an answer of 2,049 bytes", "answer(uint32)", [2_049], traps("TC5015", /'exit'.*2049 bytes are more than 2048/)),
  one("an event's name of 64 bytes", "events(uint32,uint32,uint32)", [64, 1, 1], succeeds),
  one(
    "an event's name of 65 bytes",
    "events(uint32,uint32,uint32)",
    [65, 1, 1],
    traps("TC5018", /name has 65 bytes, more than 64/),
  ),
  one("an event of 1 MiB", "events(uint32,uint32,uint32)", [1, 1_048_576, 1], succeeds),
  one(
    "an event of 1 MiB and a byte",
    "events(uint32,uint32,uint32)",
    [1, 1_048_577, 1],
    traps("TC5018", /1048577 bytes/),
  ),
  one("events of 2 MiB", "events(uint32,uint32,uint32)", [1, 1_048_576, 2], succeeds),
  one("events of 3 MiB", "events(uint32,uint32,uint32)", [1, 1_048_576, 3], traps("TC5018", /2097152/)),
  one("a call", "callOnce(address,bool)", [OTHER, true], answers(true)),
  one("a call to nowhere", "callOnce(address,bool)", [NOBODY, false], answers(false)),
  one(
    "a call to nowhere that has to succeed",
    "callOnce(address,bool)",
    [NOBODY, true],
    reverts(/no contract at 0x8ca7be5c/),
  ),
  one("49 calls: 50 frames", "callOften(address,uint32)", [OTHER, 49], answers(49)),
  one("50 calls: 51 frames", "callOften(address,uint32)", [OTHER, 50], answers(49)),
  one("50 calls that have to succeed", "insistOften(address,uint32)", [OTHER, 50], reverts(/50 frames/)),
  one("re-entrancy", "reenter()", [], reverts(/ReentrancyGuard: LOCKED/)),
  one("1,024 pages", "grow(uint32)", [1_024], answers(1_024)),
  one("1,025 pages", "grow(uint32)", [1_025], answers(1)),
  one("objects of 60 MiB", "allocate(uint32)", [60 * 1_024], succeeds),
  one("objects of 64 MiB", "allocate(uint32)", [64 * 1_024], traps("TC5008", /1024 pages/)),
  one("a fill of 1 MiB", "fill(uint32)", [1_048_576], succeeds),
  one("a fill of 1 MiB and a byte", "fill(uint32)", [1_048_577], traps("TC5025", /memory\.fill/)),
  one("two deployments", "deployments(address,uint8,uint32,uint32)", [OTHER, 0, 0, 2], answers(2)),
  one("three deployments", "deployments(address,uint8,uint32,uint32)", [OTHER, 10, 0, 3], answers(2)),
  one(
    "a deployment where there is a contract",
    "deployments(address,uint8,uint32,uint32)",
    [OTHER, 0, 0, 1],
    answers(0),
  ),
  one("a deployment that reverts", "deployments(address,uint8,uint32,uint32)", [OTHER, 20, 1, 1], answers(0)),
  one("a deployment of nothing", "deployments(address,uint8,uint32,uint32)", [NOBODY, 30, 0, 1], answers(0)),
  one("a deployment with 50,000 bytes", "deployments(address,uint8,uint32,uint32)", [OTHER, 40, 50_000, 1], answers(1)),
  one(
    "a deployment with 50,001 bytes",
    "deployments(address,uint8,uint32,uint32)",
    [OTHER, 50, 50_001, 1],
    traps("TC5015", /'deployFromAddress'.*50001 bytes of calldata are more than 50000/),
  ),
  one("an update", "updates(address,uint32,uint32)", [OTHER, 50_000, 1], answers(1), { stack: "b" }),
  one("two updates", "updates(address,uint32,uint32)", [OTHER, 0, 2], answers(1), { stack: "b" }),
  one("an update of code without `onUpdate`", "updates(address,uint32,uint32)", [OTHER, 0, 1], answers(0), {
    stack: "a",
  }),
  one("an update to nothing", "updates(address,uint32,uint32)", [NOBODY, 0, 1], answers(0)),
  one(
    "an update with 50,001 bytes",
    "updates(address,uint32,uint32)",
    [OTHER, 50_001, 1],
    traps("TC5015", /'updateFromAddress'.*50001 bytes of calldata are more than 50000/),
  ),
  one("50 keys", "loadKeys(address,uint32)", [WALLET, 50], answers(50)),
  one("51 keys", "loadKeys(address,uint32)", [WALLET, 51], answers(50)),
  one("a Bitcoin address", "bitcoin(string)", ["bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080"], answers(true)),
  one(
    "no Bitcoin address",
    "bitcoin(string)",
    ["nonsense"],
    traps("TC5015", /'validateBitcoinAddress'.*no Bitcoin address/),
  ),
  one("a division", "divide(uint64)", [3n], answers(33n)),
  one("a division by zero", "divide(uint64)", [0n], traps("TC5004", /division by zero/)),
  one("a recursion", "recurse(uint32)", [1_000], answers(6)),
  one("an endless recursion", "recurse(uint32)", [4_000_000_000], traps("TC5007", /stack is deeper/), {
    incomparable: true,
  }),
  one("a revert", "fail(uint32)", [100], reverts(/x{100} at edges\.ts:/)),
  one("a revert of more than 2,048 bytes", "fail(uint32)", [2_049], traps("TC5015", /'exit'.*more than 2048/)),
];

/** The calls whose calldata no client would make, as bytes. */
export const rawCases: readonly { readonly what: string; readonly calldata: string; readonly text: RegExp }[] = [
  { what: "no calldata", calldata: "", text: /beyond buffer length.*only 0 bytes/ },
  { what: "half a selector", calldata: "0102", text: /beyond buffer length.*only 2 bytes/ },
  { what: "an unknown selector", calldata: "01020304", text: /Method not found: 16909060/ },
  {
    what: "a selector without its argument",
    calldata: selectorOf("echo(uint64)"),
    text: /beyond buffer length.*only 4 bytes/,
  },
  {
    what: "half an argument",
    calldata: `${selectorOf("echo(uint64)")}00000000`,
    text: /beyond buffer length.*only 8 bytes/,
  },
  { what: "a length without its bytes", calldata: `${selectorOf("bitcoin(string)")}ffffffff`, text: /./ },
];

function selectorOf(signature: string): string {
  return createHash("sha256").update(signature).digest("hex").slice(0, 8);
}

/** The calldata of a case as hexadecimal text. */
export function edgeCalldata({ signature, args }: EdgeCase): string {
  const types = /\((.*)\)/.exec(signature)![1]!.toUpperCase();
  const encoded = types === "" ? new Uint8Array(0) : opnetCalldata(types.split(","), args);
  return selectorOf(signature) + Buffer.from(encoded).toString("hex");
}

export const edgeCasesOf = (stack: StackName): EdgeCase[] => {
  return edgeCases.filter((each) => each.stack === undefined || each.stack === stack);
};
