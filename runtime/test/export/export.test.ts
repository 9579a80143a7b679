import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { account, Chain, createChain, findSchedule, readJournal, replay, type ChainOptions } from "../../src";
import { engineContract, type EngineContract } from "../engine/support/engine-contract";
import { refusal } from "../journal/support/journals";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

let wasm: Uint8Array;
let folder: string;
beforeAll(async () => {
  wasm = await engineContract();
  folder = mkdtempSync(join(tmpdir(), "threaded-contract-export-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A chain with some history. */
async function grown(options: ChainOptions = {}): Promise<Chain> {
  const chain = await createChain({ workers: 1, ...options });
  const contract = await chain.deploy<EngineContract>(wasm, { name: "first" });
  await contract.mixed(9, 0);
  await contract.setNumber(5n);
  await chain.mine(3);
  await contract.setAndAbort(1n);
  await chain.deploy(wasm, { address: account("second") });
  await chain.registerKey(account("keeper"), new Uint8Array(1_312).fill(7));
  return chain;
}

/** What a chain answers from now on. */
async function future(chain: Chain, address: string): Promise<string[]> {
  const contract = chain.contract<EngineContract>(address);
  const receipts: { readonly bytes: Uint8Array }[] = [
    await contract.getNumber(),
    await contract.rounds(2, 3),
    await contract.setNumber(6n),
    await contract.getNumber(),
  ];
  await chain.mine();
  const third = await chain.deploy<EngineContract>(wasm);
  receipts.push(await third.mixed(5, 0));
  return [...receipts.map(({ bytes }) => hex(bytes)), hex(third.deployment.bytes), third.address];
}

const firstAddress = async (options: ChainOptions): Promise<string> => {
  await using chain = await createChain(options);
  return (await chain.deploy(wasm)).address;
};

describe("a chain that was exported and imported", () => {
  const unusual: ChainOptions = {
    sender: account("somebody"),
    gas: 3_000_000_000n,
    network: "testnet",
    consensusFlags: 1n,
    block: { number: 77, medianTime: 99, recentGas: [5, 6], gasMaximum: 1_000 },
    schedule: "opnet/1/spec",
  };

  test.each([["usual", {}] as const, ["unusual", unusual] as const])(
    "goes on as the one that never stopped, with %s options",
    async (_, options) => {
      await using chain = await grown(options);
      const address = await firstAddress(options);
      const path = join(folder, "chain.tcx");
      const bytes = await chain.export(path);
      expect(hex(readFileSync(path))).toBe(hex(bytes));
      await using again = await Chain.import(path, { workers: 2 });
      expect(again.block).toEqual(chain.block);
      expect(hex(await again.export())).toBe(hex(bytes));
      expect(await future(again, address)).toEqual(await future(chain, address));
      expect(hex(await again.export())).toBe(hex(await chain.export()));
    },
  );

  test("has its clients, with their names and the receipts of their deployments", async () => {
    await using chain = await grown();
    await using again = await Chain.import(await chain.export());
    const address = await firstAddress({});
    const [before, after] = [chain.contract(address), again.contract(address)];
    expect(after.contractName).toBe("first");
    expect(after.manifest).toEqual(before.manifest);
    expect(hex(after.deployment.bytes)).toBe(hex(before.deployment.bytes));
    expect(after.deployment.value).toBeUndefined();
    const later = await again.contract<EngineContract>(account("second")).setNumber(1n);
    expect(later.status).toBe("success");
  });

  test("has its own prices, which have to be passed if they are nobody's", async () => {
    const known = findSchedule("oip0002/1")!;
    const schedule = { ...known, id: "mine/1", threads: { ...known.threads, spawn: 7n } };
    await using chain = await grown({ schedule });
    const bytes = await chain.export();
    expect(await refusal(() => Chain.import(bytes))).toBe("TC6029");
    expect(await refusal(() => Chain.import(bytes, { schedule: known }))).toBe("TC6029");
    const dearer = { ...schedule, threads: { ...schedule.threads, spawn: 8n } };
    expect(await refusal(() => Chain.import(bytes, { schedule: dearer }))).toBe("TC6029");
    await using again = await Chain.import(bytes, { schedule });
    expect(hex(await again.export())).toBe(hex(bytes));
  });

  test("is written where it is told to, through links, by path or URL, and nothing else is left", async () => {
    await using chain = await createChain();
    const own = mkdtempSync(join(folder, "own-"));
    const file = join(own, "chain");
    const link = join(own, "link");
    writeFileSync(file, "old");
    symlinkSync(file, link);
    const bytes = await chain.export(link);
    expect(hex(readFileSync(file))).toBe(hex(bytes));
    await chain.export(pathToFileURL(join(own, "url")));
    expect(readdirSync(own).sort()).toEqual(["chain", "link", "url"]);
    await using again = await Chain.import(pathToFileURL(join(own, "url")));
    expect(again.block).toEqual(chain.block);
  });

  test("cannot be written to or read from where there is nothing, and leaves nothing there", async () => {
    await using chain = await createChain();
    expect(await refusal(() => chain.export(join(folder, "nowhere", "chain")))).toBe("TC6015");
    const own = mkdtempSync(join(folder, "own-"));
    expect(await refusal(() => chain.export(own))).toBe("TC6015");
    expect(readdirSync(own)).toEqual([]);
    expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
    expect(await refusal(() => Chain.import(join(folder, "nothing")))).toBe("TC6015");
    expect(await refusal(() => Chain.import(own))).toBe("TC6015");
    expect(await refusal(() => Chain.import(7 as unknown as string))).toBe("TC6014");
    expect(await refusal(async () => chain.export(7 as unknown as string))).toBe("TC6014");
  });
});

describe("the journal of a chain that was exported", () => {
  test("is gone on with, and replays from its beginning", async () => {
    await using chain = await grown({ journal: true });
    await using again = await Chain.import(await chain.export());
    const address = await firstAddress({});
    expect(await future(again, address)).toEqual(await future(chain, address));
    const journal = await again.journal();
    expect(hex(journal)).toBe(hex(await chain.journal()));
    const { records } = await replay(journal, await again.modules());
    expect(records).toBe(readJournal(journal).length);
  });

  test("can be left out, dropped, or begun with the import, and then replays from the export", async () => {
    await using chain = await grown({ journal: true });
    const [whole, without] = [await chain.export(), await chain.export(undefined, { journal: false })];
    await using dropped = await Chain.import(whole, { journal: false });
    expect(await refusal(() => dropped.journal())).toBe("TC6014");
    await using none = await Chain.import(without);
    expect(await refusal(() => none.journal())).toBe("TC6014");
    await using begun = await Chain.import(without, { journal: true });
    await future(begun, await firstAddress({}));
    const [journal, modules] = [await begun.journal(), await begun.modules()];
    expect(await refusal(() => replay(journal, modules))).toBe("TC6027 0");
    await using empty = await createChain();
    expect(await refusal(async () => replay(journal, modules, { state: await empty.export() }))).toBe("TC6027 0");
    expect((await replay(journal, modules, { state: without })).transactions).toHaveLength(6);
    expect((await replay(journal, { [[...modules.keys()][0]!]: wasm }, { state: whole })).transactions).toHaveLength(6);
  });

  test("forgets what was reverted", async () => {
    await using chain = await createChain({ journal: true });
    const contract = await chain.deploy<EngineContract>(wasm);
    const before = await chain.journal();
    const mark = await chain.snapshot();
    await contract.setNumber(8n);
    await chain.mine();
    await chain.revert(mark);
    expect(hex(await chain.journal())).toBe(hex(before));
    await contract.setNumber(9n);
    await replay(await chain.journal(), await chain.modules());
  });
});
