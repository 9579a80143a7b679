import type { Source } from "assemblyscript" with { "resolution-mode": "import" };
import type { Compiler } from "../frontend/compiler";
import { enumValue } from "../frontend/syntax-kinds";
import type { AscProject } from "./asc-project";
import { ImportResolution, type FoundFile } from "./import-resolution";
import type { Texts } from "./texts";

/** A file that is parsed. */
export interface ParsedFile extends FoundFile {
  readonly source: Source;
  /** What it imports, as asc's internal paths. */
  readonly imports: readonly string[];
  /** Whether it is being written: asc would stop at its syntax errors. */
  readonly isBroken: boolean;
}

/** Parses the files of compilations, each again only when its text has changed. */
export class ProgramSources {
  readonly #compiler: Compiler;
  readonly #imports: ImportResolution;
  readonly #parsed = new Map<string, ParsedFile>();

  constructor(compiler: Compiler, texts: Texts) {
    this.#compiler = compiler;
    this.#imports = new ImportResolution(texts);
  }

  /** The files that the entries lead to, entries first; an import that leads nowhere is left out. */
  collect(project: AscProject, entries: readonly string[]): ParsedFile[] {
    const files: ParsedFile[] = [];
    const seen = new Set<string>();
    const visit = (internalPath: string, importer: FoundFile | null): void => {
      if (seen.has(internalPath)) return;
      seen.add(internalPath);
      const found = this.#imports.resolve(project, internalPath, importer);
      if (found !== null) files.push(this.#parse(found, importer === null));
    };
    for (const entry of entries) visit(entry.replace(/\.ts$/, ""), null);
    // Grows while it is read: breadth first, as asc does.
    for (const file of files) for (const each of file.imports) visit(each, file);
    return files;
  }

  #parse(found: FoundFile, isEntry: boolean): ParsedFile {
    const { absolute, path, version, text } = found;
    const key = `${absolute} ${path} ${isEntry}`;
    const known = this.#parsed.get(key);
    if (known?.version === version) return known;
    const parser = new this.#compiler.Parser([]);
    parser.parseFile(text, path, isEntry);
    const imports: string[] = [];
    for (let next = parser.nextFile(); next !== null; next = parser.nextFile()) imports.push(next);
    const error = enumValue(this.#compiler, "DiagnosticCategory", "Error");
    const isBroken = parser.diagnostics.some(({ category }) => (category as number) === error);
    const parsed = { ...found, source: parser.sources[0]!, imports, isBroken };
    this.#parsed.set(key, parsed);
    return parsed;
  }
}
