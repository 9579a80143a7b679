import {
  MANIFEST_BYTES_MAXIMUM,
  MANIFEST_SECTION,
  decodeModule,
  parseManifest,
  readManifest,
} from "@threaded-contract/transform";
import { expectCode } from "../../../test/support/expect-code";
import { manifestText, plainContract, threadEntry, withManifest } from "../../../test/support/wasm/contracts";

const parse = (text: string) => parseManifest(new TextEncoder().encode(text));

test("a manifest is read field by field", () => {
  const functions = [{ name: "add", selector: "0x01020304", params: [{ name: "a", type: "u32" }], returns: "u32" }];
  const types = { Point: { fields: [{ name: "x", type: "i64" }], base: null } };
  const manifest = parse(manifestText([threadEntry(0, 1)], { functions, types, unknown: 1 }));
  expect(manifest).toMatchObject({ version: 1, kind: "plain", name: "test", functions, types });
  expect(manifest.threads).toEqual([threadEntry(0, 1)]);
  expect(manifest).not.toHaveProperty("unknown");
  expect(Object.isFrozen(manifest.threads[0])).toBe(true);
});

test("a module without the section has the kind 'none'", () => {
  expect(readManifest(decodeModule(plainContract().build())).kind).toBe("none");
});

test("two sections are refused", () => {
  const bytes = withManifest(plainContract().customSection(MANIFEST_SECTION, manifestText()));
  expectCode("TC6002", () => readManifest(decodeModule(bytes)));
});

const damaged: [string, string][] = [
  ["no JSON", "{"],
  ["no object", "[]"],
  ["another version", manifestText([], { version: 2 })],
  ["another kind", manifestText([], { kind: "none" })],
  ["no name", manifestText([], { name: 1 })],
  ["functions that are no list", manifestText([], { functions: {} })],
  [
    "a selector of another form",
    manifestText([], { functions: [{ name: "a", selector: "0x1", params: [], returns: "u32" }] }),
  ],
  ["types that are no object", manifestText([], { types: [] })],
  ["a base that is no name", manifestText([], { types: { A: { fields: [], base: 1 } } })],
  ["an entry that is no index", manifestText([{ ...threadEntry(0, 1), entry: -1 }])],
  ["an entry with a fraction", manifestText([{ ...threadEntry(0, 1), entry: 1.5 }])],
  ["a tag above 32 bits", manifestText([{ ...threadEntry(0, 1), tag: 2 ** 32 }])],
  ["an export of another form", manifestText([{ ...threadEntry(0, 1), export: "thread:01" }])],
  ["a kind nobody knows", manifestText([{ ...threadEntry(0, 1), kind: "all" as never }])],
];

test.each(damaged)("%s is refused", (_, text) => {
  expectCode("TC6002", () => parse(text));
});

test("a manifest may have the limit of bytes and no more", () => {
  const short = manifestText([], { name: "" });
  const longest = manifestText([], { name: "x".repeat(MANIFEST_BYTES_MAXIMUM - short.length) });
  expect(longest.length).toBe(MANIFEST_BYTES_MAXIMUM);
  expect(parse(longest).kind).toBe("plain");
  expectCode("TC6002", () => parse(`${longest} `));
});

test("names that objects inherit are ordinary names", () => {
  const manifest = parse(manifestText([], { types: { constructor: { fields: [], base: null } } }));
  expect(Object.keys(manifest.types)).toEqual(["constructor"]);
});
