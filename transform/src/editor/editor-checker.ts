import type { Source } from "assemblyscript" with { "resolution-mode": "import" };
import type { Compiler } from "../frontend/compiler";
import type { VisitorFactory } from "../frontend/visitor-adapter";
import { findAscProject, type AscProject } from "./asc-project";
import { checkSources, type EditorFinding } from "./check-sources";
import { ascPath } from "./import-resolution";
import { ProgramSources, type ParsedFile } from "./program-sources";
import type { Texts } from "./texts";

/** What is known about one file. */
export interface CheckedFile {
  readonly findings: readonly EditorFinding[];
  /** Where a file of the same compilation is, by asc's path. */
  absolute(path: string): string | null;
}

interface Checked {
  readonly sources: readonly Source[];
  readonly findings: ReadonlyMap<Source, readonly EditorFinding[]>;
}

const nothing: readonly EditorFinding[] = [];

/** Checks files while they are written. */
export class EditorChecker {
  readonly #compiler: Compiler;
  readonly #visitors: VisitorFactory;
  readonly #texts: Texts;
  readonly #sources: ProgramSources;
  /** What was found last, by folder and entries. */
  readonly #checked = new Map<string, Checked>();
  advice = false;

  constructor(compiler: Compiler, visitors: VisitorFactory, texts: Texts) {
    this.#compiler = compiler;
    this.#visitors = visitors;
    this.#texts = texts;
    this.#sources = new ProgramSources(compiler, texts);
  }

  /**
   * Checks the compilation that a file belongs to, or else one that begins with it.
   *
   * @param file an absolute path
   * @param fallback the folder that asc's paths are relative to where no `asconfig.json` says so
   */
  check(file: string, fallback: string): CheckedFile {
    const project = findAscProject(this.#texts, file, fallback);
    const path = ascPath(project, file);
    let files = this.#sources.collect(project, project.entries);
    let entries = project.entries;
    if (!files.some((each) => each.path === path)) files = this.#sources.collect(project, (entries = [path]));
    const own = files.find((each) => each.path === path);
    const findings = own === undefined ? nothing : (this.#check(project, entries, files).get(own.source) ?? nothing);
    return { findings, absolute: (wanted) => files.find((each) => each.path === wanted)?.absolute ?? null };
  }

  #check(
    { folder }: AscProject,
    entries: readonly string[],
    files: readonly ParsedFile[],
  ): ReadonlyMap<Source, readonly EditorFinding[]> {
    const key = [folder, this.advice, ...entries].join("\n");
    const known = this.#checked.get(key);
    const sources = files.map(({ source }) => source);
    if (known !== undefined && isSame(known.sources, sources)) return known.findings;
    // asc would not get as far as the rules. The files that have stayed keep what was found in them; one that has changed has nothing.
    if (files.some(({ isBroken }) => isBroken)) return known?.findings ?? new Map();
    const byPath = new Map(files.map(({ path, source }) => [path, source]));
    const findings = new Map<Source, EditorFinding[]>();
    for (const finding of checkSources(this.#compiler, this.#visitors, sources, this.advice)) {
      const source = byPath.get(finding.place.path)!;
      findings.set(source, [...(findings.get(source) ?? []), finding]);
    }
    this.#checked.set(key, { sources, findings });
    return findings;
  }
}

function isSame(one: readonly Source[], other: readonly Source[]): boolean {
  return one.length === other.length && one.every((source, index) => source === other[index]);
}
