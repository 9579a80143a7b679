import {
  CheckCompiler,
  compilers,
  type Checked,
  type CompilerName,
  type Diagnostic,
  type Place,
} from "./check-compiler";

/**
 * One program that breaks a rule: «these» are the places to be reported, and ‹this› the second place of the first.
 * It exports a function `f` from which everything in it is reached.
 */
export interface InvalidCase {
  readonly name: string;
  readonly code: string;
  /** Further files of the program, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Other codes that the program also deserves. */
  readonly also?: readonly string[];
  /** Whether it has to be compiled by itself, since what is found earlier in another program would hide it. */
  readonly alone?: boolean;
}

export type ValidCase = Omit<InvalidCase, "also">;

/** What every program of a table begins with. */
export const header = `import {
  thread_spawn, thread_spawn_with_reservation, thread_spawn_with_memory, thread_join, thread_join_with_refund,
  thread_join_with_storage_commit, thread_try_join, ThreadHandle, Thread, SharedMemory, Storage, Stored, emit, call,
  Slot, slot, StoredMap, StoredArray, StoredBytes, StoredString, Address,
} from "@threaded-contract/sdk";
function work(x: u32): u32 { return x * 2; }
`;

interface Marked {
  readonly text: string;
  readonly primary: readonly Place[];
  readonly related: Place | null;
}

/** Takes the marks out of a source and notes where they were. */
export function readMarks(source: string, path = "index.ts"): Marked {
  let text = "";
  const open: number[] = [];
  const primary: Place[] = [];
  let related: Place | null = null;
  for (const character of source) {
    if (character === "«" || character === "‹") open.push(text.length);
    else if (character === "»") primary.push({ path, start: open.pop()!, end: text.length });
    else if (character === "›") related = { path, start: open.pop()!, end: text.length };
    else text += character;
  }
  return { text, primary: primary.sort((one, other) => one.start - other.start), related };
}

interface Reported {
  readonly code: string;
  readonly place: string;
}

/** A place as a reader can find it: with what stands there. */
function show({ path, start, end }: Place, texts: Readonly<Record<string, string>>): string {
  const text = texts[path];
  if (text === undefined) return path;
  const line = text.slice(0, start).split("\n").length;
  return `${path}:${line} ${text.slice(start, end)}`;
}

const codeOf = ({ message, number }: Diagnostic): string => /^TC\d{4}/.exec(message)?.[0] ?? `${number} ${message}`;

const byPlace = (one: Reported, other: Reported): number => (one.place < other.place ? -1 : 1);

/** Cases of one table as files of one program, each in a folder of its own: compiling them together is many times faster. */
class Batch {
  readonly #server: CheckCompiler;
  readonly #cases: readonly InvalidCase[];
  readonly #compiled = new Map<CompilerName, Promise<Checked>>();
  readonly #marked = new Map<string, Marked>();

  constructor(
    server: CheckCompiler,
    cases: readonly InvalidCase[],
    readonly advice: boolean,
  ) {
    this.#server = server;
    this.#cases = cases;
    for (const [index, { code, files = {} }] of cases.entries()) {
      for (const [name, text] of Object.entries({ ...files, "index.ts": header + code })) {
        const path = `case${index}/${name}`;
        this.#marked.set(path, readMarks(text, path));
      }
    }
  }

  get texts(): Record<string, string> {
    return Object.fromEntries([...this.#marked].map(([path, { text }]) => [path, text]));
  }

  compile(compiler: CompilerName): Promise<Checked> {
    let compiled = this.#compiled.get(compiler);
    if (compiled === undefined) {
      const entry = this.#cases.map((_, index) => `export { f as f${index} } from "./case${index}/index";`).join("\n");
      compiled = this.#server.compile({ compiler, files: { ...this.texts, "index.ts": entry }, advice: this.advice });
      this.#compiled.set(compiler, compiled);
    }
    return compiled;
  }

  marks(index: number): Marked[] {
    return [...this.#marked].filter(([path]) => path.startsWith(`case${index}/`)).map(([, marked]) => marked);
  }
}

/** Fewer cases of a kind than this say too little about a rule. */
const CASES_MINIMUM = 10;

/** Tests one rule on programs that keep it and programs that break it, with every supported compiler. */
export function testRule(
  code: string,
  table: { readonly valid: readonly ValidCase[]; readonly invalid: readonly InvalidCase[] },
): void {
  const server = new CheckCompiler();
  test(`${code} has enough cases, each different`, () => {
    for (const cases of [table.valid, table.invalid]) {
      expect(cases.length).toBeGreaterThanOrEqual(CASES_MINIMUM);
      expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
      expect(new Set(cases.map(({ code: text, files }) => JSON.stringify([text, files]))).size).toBe(cases.length);
    }
  });
  // One advice is tested at a time; the programs may deserve others.
  const isAdvice = code.startsWith("TC7");
  const isOther = (found: Diagnostic): boolean => isAdvice && codeOf(found).startsWith("TC7") && codeOf(found) !== code;
  const together = (cases: readonly InvalidCase[]) =>
    new Batch(
      server,
      cases.filter(({ alone = false }) => !alone),
      isAdvice,
    );
  const [valid, invalid] = [together(table.valid), together(table.invalid)];

  describe.each(compilers)(`${code} with %s`, (compiler) => {
    const diagnosticsOf = async (shared: Batch, each: InvalidCase, index: number) => {
      const batch = each.alone === true ? new Batch(server, [each], isAdvice) : shared;
      const number = each.alone === true ? 0 : index;
      const compiled = await batch.compile(compiler);
      const own = compiled.diagnostics
        .filter(({ range }) => range === null || range.path.startsWith(`case${number}/`))
        .filter((found) => !isOther(found));
      const { texts } = batch;
      const reported = own.map((found): Reported => ({
        code: codeOf(found),
        place: found.range === null ? "nowhere" : show(found.range, texts),
      }));
      return { compiled, own, reported, texts, marks: batch.marks(number) };
    };
    const indexed = <Case extends InvalidCase>(cases: readonly Case[]) => {
      const shared = cases.filter(({ alone = false }) => !alone);
      return cases.map((each) => [each.name, each, shared.indexOf(each)] as const);
    };

    test.each(indexed(table.valid))("accepts %s", async (_, each, index) => {
      const { compiled, reported } = await diagnosticsOf(valid, each, index);
      expect(reported).toEqual([]);
      // Another program of the table may be at fault, and says so in its own test.
      if (compiled.diagnostics.length === 0) expect(compiled.failure).toBeNull();
    });

    test.each(indexed(table.invalid))("refuses %s", async (_, each, index) => {
      const { also = [] } = each;
      const { compiled, own, reported, texts, marks } = await diagnosticsOf(invalid, each, index);
      const expected = marks.flatMap(({ primary }) => primary.map((place) => ({ code, place: show(place, texts) })));
      expect(expected.length).toBeGreaterThan(0);
      expect(reported.filter((found) => !also.includes(found.code)).sort(byPlace)).toEqual(expected.sort(byPlace));
      for (const other of also) expect(reported).toContainEqual(expect.objectContaining({ code: other }));
      const related = marks.map((each) => each.related).find((place) => place !== null);
      if (related !== undefined) expect(own.find((found) => codeOf(found) === code)!.related).toEqual(related);
      const isError = compiled.diagnostics.some(({ category }) => category === 3);
      expect(compiled.failure !== null).toBe(isError);
      if (isError) expect(compiled.written).toEqual([]);
    });
  });
}
