import { allCodes, catalogue, type Code, type CodeArguments } from "../../src/diagnostics/catalogue";
import { docsUrl, explain, explainMessage } from "../../src/diagnostics/format";
import { parseReportedText } from "../../src/diagnostics/parse-text";
import { isThreadedContractError, ThreadedContractError } from "../../src/errors";

describe("an error", () => {
  const cause = new Error("EACCES");
  const error = new ThreadedContractError(
    "TC6015",
    { path: "build/x.wasm", reason: "it cannot be read" },
    { details: ["It was named first."], cause },
  );

  test("carries its code, one sentence, details, its cause and the address of its page", () => {
    expect(error).toMatchObject({
      name: "ThreadedContractError",
      code: "TC6015",
      shortMessage: "The file 'build/x.wasm' cannot be used: it cannot be read.",
      details: ["It was named first."],
      docsUrl: "https://unpkg.com/@threaded-contract/transform/docs/TC6015.md",
      cause,
    });
    expect(error).toBeInstanceOf(Error);
  });

  test("says what, why and what to do", () => {
    expect(error.message.split("\n").map((line) => line.split(": ")[0])).toEqual([
      "TC6015",
      "It was named first.",
      "Why",
      "Help",
      "More",
    ]);
  });

  test("has no cause unless one is given", () => {
    expect("cause" in new ThreadedContractError("TC5001", {})).toBe(false);
  });

  test("can be made from the short message alone, as it comes over a wire", () => {
    const restored = new ThreadedContractError("TC5021", "Thread 3 failed with TC5001: The gas budget is used up.");
    expect(restored.shortMessage).toBe("Thread 3 failed with TC5001: The gas budget is used up.");
    expect(restored.message).not.toContain("{");
  });

  test("is recognised by its brand, so that two copies of the package know each other's", () => {
    let Copy!: typeof ThreadedContractError;
    jest.isolateModules(() => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- a second copy of the module can be had no other way
      ({ ThreadedContractError: Copy } = require("../../src/errors") as typeof import("../../src/errors"));
    });
    const foreign = new Copy("TC5001", {});
    expect(foreign).not.toBeInstanceOf(ThreadedContractError);
    expect(isThreadedContractError(foreign)).toBe(true);
    expect(isThreadedContractError(foreign, "TC5001")).toBe(true);
    expect(isThreadedContractError(foreign, "TC5002")).toBe(false);
  });

  test.each([
    [null],
    [undefined],
    ["TC5001"],
    [{ code: "TC5001" }],
    [new Error("TC5001")],
    [Object.assign(new Error(), { code: "TC5001" })],
  ])("is not %p", (value) => expect(isThreadedContractError(value)).toBe(false));
});

describe("the catalogue", () => {
  const argumentsFor = (code: Code): Readonly<Record<string, string>> => {
    const { message, why, help } = catalogue[code];
    const names = [...`${message} ${why} ${help}`.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
    return Object.fromEntries(names.map((name) => [name, "Value"]));
  };

  test.each(allCodes().map((code) => [code] as const))("%s has texts in sentences, and fills them in", (code) => {
    const { title, layers } = catalogue[code];
    expect(code).toMatch(/^TC[1-7]\d{3}$/);
    expect(title).toMatch(/^[A-Z][^.]*$/);
    expect(layers.length).toBeGreaterThan(0);
    const texts = explain(code, argumentsFor(code) as CodeArguments<Code>);
    for (const text of [texts.message, texts.why, texts.help]) {
      expect(text).toMatch(/^[\w'`].*[.:!`]$|Value$/s);
      expect(text).not.toMatch(/\{\w+\}|undefined/);
    }
  });

  test("a missing value is a mistake of the caller", () => {
    expect(() => explain("TC5013", {} as CodeArguments<"TC5013">)).toThrow(
      new TypeError("TC5013 needs a value for {limit}."),
    );
  });

  test("texts that need a value are left out when only the message is known", () => {
    expect(explainMessage("TC6014", "The option 'x' is not valid.")).toEqual({
      code: "TC6014",
      message: "The option 'x' is not valid.",
      why: catalogue.TC6014.why,
      help: "",
    });
  });

  test("every page has an address", () => {
    expect(new Set(allCodes().map(docsUrl)).size).toBe(allCodes().length);
  });
});

describe("a reported text, taken apart", () => {
  test("one of ours", () => {
    const text =
      "TC3001: A thread cannot emit an event.\n    Reached: a → b\n    Why: Because.\n    Help: Do not.\n    More: npx threaded-contract explain TC3001";
    expect(parseReportedText(text)).toEqual({
      code: "TC3001",
      message: "A thread cannot emit an event.",
      details: ["Reached: a → b"],
      why: "Because.",
      help: "Do not.",
    });
  });

  test.each(["Cannot find name 'x'.", "TC9999: unknown", "TC3001 without a colon"])(
    "the compiler's own: %s",
    (text) => {
      expect(parseReportedText(text)).toEqual({ code: null, message: text, details: [], why: null, help: null });
    },
  );
});
