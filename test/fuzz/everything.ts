/** What random programs have to come to: the names of `tally.ts`, and every code that a program can end with. */

const OPERATIONS = [
  "burn",
  "read",
  "write",
  "emit",
  "emit, malformed",
  "emit, long name",
  "set-cell",
  "get-cell",
  "set-global",
  "get-global",
  "context",
  "grow",
  "call",
  "call, lends a handle",
  "call, keeps a handle",
  "call, lends a handle, keeps a handle",
  "call, nowhere",
  "call-loop",
  "spawn, readonly",
  "spawn, reservation",
  "spawn, memory",
  ...["entry", "tag", "budget", "slots", "keys", "regions"].map((mistake) => `spawn, wrong ${mistake}`),
  "spawn loop, joined",
  "spawn loop, unjoined",
  ...["join", "refund", "try", "commit"].map((mode) => `join, ${mode}`),
  ...["tag", "mode", "forged", "foreign"].map((mistake) => `join, ${mistake} handle or argument`),
  "join, handle from the caller",
  "code",
  "committed",
  "return, twice",
  "return, too long",
  "exit, success",
  "exit, failure",
  ...["unreachable", "divide", "memory", "revert", "abort"].map((how) => `fail, ${how}`),
] as const;

/** Codes with which a frame of the main execution, a call or a thread can fail. */
const FRAME_CODES = [
  ...["TC2007", "TC2008", "TC3001", "TC3002", "TC3003"],
  ...["TC4001", "TC4002", "TC4003", "TC4004", "TC4005", "TC4007", "TC4008", "TC4009", "TC4010"],
  ...["TC5001", "TC5002", "TC5003", "TC5004", "TC5005", "TC5006", "TC5008", "TC5010", "TC5011", "TC5012", "TC5013"],
  ...["TC5014", "TC5015", "TC5016", "TC5017", "TC5018", "TC5019", "TC5023", "TC5024"],
];

const OUTCOMES = [
  "transaction: success",
  "transaction: conflicts",
  "transaction: TC5009",
  "thread: joined, success",
  "thread: cancelled, TC5009",
  ...["TC2008", "TC3001", "TC3002", "TC3003", "TC4001", "TC4005"].map((code) => `thread: joined, ${code}`),
  ...["TC5001", "TC5002", "TC5003", "TC5004", "TC5005", "TC5014", "TC5015"].map((code) => `thread: joined, ${code}`),
  "journal replayed",
];

/** Names that the counts of enough programs have. */
export const EVERYTHING: readonly string[] = [...OPERATIONS, ...FRAME_CODES, ...OUTCOMES];
