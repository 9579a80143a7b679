import { contractAddress, type Definition, type ExecutionDefinition, type TransactionDefinition } from "./define";
import { FORMAT, type Fixture, type Hex, type TransactionInput } from "./fixture";
import { sha256, toHex } from "./hex";

const DEFAULT_GAS = 1_000_000_000n;
const filled = (byte: number): Hex => toHex(Buffer.alloc(32, byte));

const BLOCK = {
  hash: filled(0xb1),
  number: "100",
  medianTime: "1700000000",
  chainId: filled(0xc1),
  protocolId: filled(0xc2),
  consensusFlags: "3",
};

/** The content of `fixture.json`. */
export function buildFixture(definition: Definition): Fixture {
  const { name, rulings, title, shows } = definition;
  const base = { format: FORMAT, name, rulings, title };
  if (definition.kind === "compilation") return { ...base, kind: "compilation", source: definition.source, shows };
  const { schedule, modules, state, transactions } = definition;
  return {
    ...base,
    kind: "execution",
    schedule,
    modules: Object.fromEntries(Object.keys(modules).map((key) => [key, moduleFile(key)])),
    state: state.map(({ contract, key, value }) => ({
      contract: addressOf(definition, contract),
      key: toHex(key),
      value: toHex(value),
    })),
    transactions: transactions.map((transaction, index) => buildTransaction(definition, transaction, index)),
    shows,
  };
}

/** The file of a module in the fixture's folder. */
export function moduleFile(key: string): string {
  return `${key}.wasm`;
}

function buildTransaction(
  definition: ExecutionDefinition,
  { kind, contract, calldata, gas, sender, origin, readOnly, block }: TransactionDefinition,
  index: number,
): TransactionInput {
  const from = sender ?? filled(0xee);
  return {
    kind,
    ...(kind === "deploy" ? { module: contract ?? "program" } : {}),
    contract: addressOf(definition, contract),
    calldata: toHex(calldata),
    sender: from,
    origin: origin ?? from,
    originTweakedKey: filled(0xef),
    transactionId: toHex(sha256(Buffer.from(`transaction ${index}`))),
    transactionHash: toHex(sha256(Buffer.from(`transaction hash ${index}`))),
    gasLimit: (gas ?? DEFAULT_GAS).toString(),
    readOnly: readOnly ?? false,
    block: { ...BLOCK, ...block },
  };
}

function addressOf({ modules, name }: ExecutionDefinition, contract: string | undefined): Hex {
  const index = contract === undefined ? 0 : Object.keys(modules).indexOf(contract);
  if (index < 0) throw new Error(`${name} has no module "${contract}"`);
  return toHex(contractAddress(index));
}
