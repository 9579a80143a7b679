/** The files of a fixture; `README.md` says the same in words, field by field. */

/** `0x` and an even number of hexadecimal digits. */
export type Hex = `0x${string}`;

/** Version of `fixture.json` and `expected.json`. */
export const FORMAT = 1;

/** The block that a transaction sees. */
export interface BlockInput {
  readonly hash: Hex;
  /** u64 as decimal text, as all 64-bit numbers of these files. */
  readonly number: string;
  readonly medianTime: string;
  readonly chainId: Hex;
  readonly protocolId: Hex;
  readonly consensusFlags: string;
  /** Gas used by up to ten finished blocks, and gas that a block may use; only for dynamic discounts. */
  readonly load?: { readonly gasUsed: readonly string[]; readonly gasMaximum: string };
}

export interface TransactionInput {
  readonly kind: "deploy" | "call";
  /** Only of a deployment: a key of `modules`. */
  readonly module?: string;
  /** Address of the contract called, or of the one that is made. */
  readonly contract: Hex;
  readonly calldata: Hex;
  readonly sender: Hex;
  readonly origin: Hex;
  readonly originTweakedKey: Hex;
  readonly transactionId: Hex;
  readonly transactionHash: Hex;
  readonly gasLimit: string;
  readonly readOnly: boolean;
  readonly block: BlockInput;
}

/** One slot of the state before the first transaction. */
export interface SlotInput {
  readonly contract: Hex;
  readonly key: Hex;
  readonly value: Hex;
}

/** A fact that the fixture exists for: a path into `expected.json` and what is there. */
export interface Fact {
  readonly path: string;
  readonly is: unknown;
}

interface FixtureBase {
  readonly format: number;
  readonly name: string;
  /** Ids of the rulings that this fixture stands for, such as `"G-4"`; empty for limits and bad input. */
  readonly rulings: readonly string[];
  readonly title: string;
  readonly shows: readonly Fact[];
}

/** Transactions, and the receipts they give. */
export interface ExecutionFixture extends FixtureBase {
  readonly kind: "execution";
  readonly schedule: string;
  /** File names in the fixture's folder. */
  readonly modules: Readonly<Record<string, string>>;
  readonly state: readonly SlotInput[];
  readonly transactions: readonly TransactionInput[];
}

/** A program that the compiler judges: no machine runs it. */
export interface CompilationFixture extends FixtureBase {
  readonly kind: "compilation";
  /** File name in the fixture's folder. */
  readonly source: string;
}

export type Fixture = ExecutionFixture | CompilationFixture;

/** A canonical receipt as JSON: hexadecimal text for bytes, decimal text for 64-bit numbers, codes as `"TC5001"`. */
export type ReceiptJson = Readonly<Record<string, unknown>>;

/** What one transaction gave. */
export type Outcome = ReceiptOutcome | RefusedOutcome;

export interface ReceiptOutcome {
  readonly receipt: ReceiptJson;
  /** The canonical bytes, if they are not very many. */
  readonly bytes?: Hex;
  /** SHA-256 of the bytes. */
  readonly receiptHash: Hex;
  /** Hash of all state after the transaction. */
  readonly stateHash: Hex;
}

/** A deployment whose module was not admitted: there is no receipt, and nothing has changed. */
export interface RefusedOutcome {
  readonly refused: string;
  readonly stateHash: Hex;
}

/** The journal of all transactions of a fixture, on a chain that was empty before the first. */
export interface JournalJson {
  /** How many records it has, the closing one included. */
  readonly records: number;
  /** SHA-256 of the canonical bytes. */
  readonly sha256: Hex;
  /** The canonical bytes, if they are not very many. */
  readonly bytes?: Hex;
}

export interface ExecutionExpectation {
  readonly outcomes: readonly Outcome[];
  readonly journal: JournalJson;
}

/** A place in a source; lines and columns count from 1. */
export interface PlaceJson {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface DiagnosticJson {
  readonly code: string;
  readonly severity: string;
  readonly place: PlaceJson | null;
}

export interface CompilationExpectation {
  readonly compiles: boolean;
  readonly diagnostics: readonly DiagnosticJson[];
}

export type Expectation = ExecutionExpectation | CompilationExpectation;
