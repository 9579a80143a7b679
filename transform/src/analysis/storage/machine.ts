import type { CallExpression, Expression, FunctionDeclaration, Node, Source } from "assemblyscript" with {
  "resolution-mode": "import",
};
import type { JoinSite, SpawnSite } from "../../rules/rule";
import type { Bindings } from "../bindings";
import type { ProgramFunctions, Unit } from "../lifecycle/program-functions";
import type { Syntax } from "../lifecycle/syntax";
import { isSdkPath } from "../thread-functions";
import type { StorageFindings } from "./findings";
import type { Unknown } from "./parts";
import type { State } from "./state";
import type { Key, SlotList, Term } from "./terms";

/** What all functions of a program share. */
export interface StorageProgram {
  readonly syntax: Syntax;
  readonly bindings: Bindings;
  readonly functions: ProgramFunctions;
  readonly spawns: ReadonlyMap<CallExpression, SpawnSite>;
  readonly joins: ReadonlyMap<CallExpression, JoinSite>;
  readonly findings: StorageFindings;
  /** The properties that are assigned somewhere in the author's files. */
  readonly assigned: ReadonlySet<string>;
  /** Functions inside namespaces, whose names mean something else than in their file. */
  readonly namespaced: ReadonlySet<FunctionDeclaration>;
  /** Whether a getter, setter or operator of the program may do something with storage. */
  readonly hasHiddenCalls: boolean;
  /** Values of module constants and of fields that never change; null while one is being worked out. */
  readonly constants: Map<Node, Term | null>;
}

/** A thread whose body is being walked through. */
export interface ThreadRun {
  readonly site: SpawnSite;
  /** What it may write; null for a list that is not known at all. */
  readonly list: SlotList | null;
  /** The slots that it certainly must not read: written since the snapshot. */
  readonly stale: State["written"];
  /** The keys that it writes. */
  readonly written: Key[];
  /** Whether everything it does is known. */
  complete: boolean;
}

/** How executions leave statements other than at their end. */
export interface Jumps {
  readonly breaks: State[];
  readonly continues: State[];
  readonly returns: { readonly state: State; readonly value: Term }[];
}

/** The numbers `from`, `from + 1`, … without `to`. */
export interface Row {
  readonly from: string;
  readonly to: string;
}

/** A call that is being walked through. */
export interface Step {
  readonly unit: Unit;
  readonly call: Node;
}

/** So many nodes are looked at in one function with all that it calls; what takes longer is left unknown. */
const STEPS_MAXIMUM = 60_000;

/** The analysis of one function was given up. */
export class TooLong extends Error {}

/** Walks through one function and the functions that it calls. */
export class Machine {
  readonly program: StorageProgram;
  unit: Unit;
  thread: ThreadRun | null = null;
  jumps: Jumps = { breaks: [], continues: [], returns: [] };
  readonly path: Step[] = [];
  /** The rows of numbers that loops run through, by the name of their index. */
  readonly rows = new Map<string, Row>();
  /** While positive, what is found is not certain yet and not reported. */
  silent = 0;
  /** In the second round of a loop: how many conditions that place depends on; null outside of one. */
  conditions: number | null = null;
  readonly #counter = { next: 1 };
  #steps = 0;

  constructor(program: StorageProgram, unit: Unit) {
    this.program = program;
    this.unit = unit;
  }

  get syntax(): Syntax {
    return this.program.syntax;
  }

  /** Whether something that goes wrong here may be reported. */
  get reports(): boolean {
    return this.silent === 0 && (this.conditions === null || this.conditions === 0);
  }

  /** A name that nothing else has. */
  next(): string {
    return `#${this.#counter.next++}`;
  }

  count(): void {
    if (++this.#steps > STEPS_MAXIMUM) throw new TooLong("too many steps");
  }

  /** Something that is not known and like nothing else. */
  unknown(node: Node, integer = false): Unknown {
    return this.named(this.next(), node, integer);
  }

  /** Something that is not known, but the same as whatever has the same `id`. */
  named(id: string, node: Node, integer = false): Unknown {
    return { kind: "unknown", id, integer, offset: 0, text: this.textOf(node) };
  }

  /** The author's text on one line. */
  textOf({ range }: Node): string {
    return range.source.text.slice(range.start, range.end).replace(/\s+/g, " ");
  }

  /** From here on nothing is known of the heap, of the lists that were given away, and of threads that others could join. */
  forget(state: State, terms: readonly Term[]): void {
    state.versions.set("*", this.next());
    for (const term of terms) state.escape(term);
    state.endEscaped();
    if (this.thread !== null) this.thread.complete = false;
  }

  /** The name under which the SDK declares what `expression` names, or null. */
  sdkName(expression: Expression, state: State): string | null {
    if (!this.syntax.is(expression, "Identifier")) return null;
    const { text } = expression as unknown as { text: string };
    if (state.read(text) !== undefined) return null;
    return this.sdkDeclaration(this.unit.source, text);
  }

  sdkDeclaration(source: Source, name: string): string | null {
    const binding = this.program.bindings.lookup(source, name);
    if (binding?.kind !== "other" || !isSdkPath(binding.source.internalPath)) return null;
    return (binding.node as unknown as { name: { text: string } }).name.text;
  }
}
