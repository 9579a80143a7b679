import type {
  DeclarationStatement,
  ExportDefaultStatement,
  ExportStatement,
  ImportStatement,
  Node,
  Source,
  VariableStatement,
} from "assemblyscript" with { "resolution-mode": "import" };
import type { Compiler } from "../frontend/compiler";
import { enumValue, syntaxKinds, type SyntaxKinds } from "../frontend/syntax-kinds";
import { isSdkPath, isThreadFunction, threadFunctions, type ThreadFunction } from "./thread-functions";

/** What a name means at the top level of a file, as far as threads are concerned. */
export type Binding =
  | { readonly kind: "thread"; readonly name: ThreadFunction }
  | { readonly kind: "module"; readonly source: Source }
  | { readonly kind: "other"; readonly node: Node; readonly source: Source };

interface Target {
  readonly path: string;
  /** A name that the file at `path` exports, or null for all of them as a namespace. */
  readonly name: string | null;
}

interface FileIndex {
  readonly declared: Map<string, Node>;
  readonly imported: Map<string, Target>;
  readonly exported: Map<string, Target | string>;
  readonly starExports: string[];
}

/** Follows names through imports and exports of whole files; nothing is resolved that is not asked for. */
export class Bindings {
  readonly #kinds: SyntaxKinds;
  readonly #exportFlag: number;
  readonly #sources = new Map<string, Source>();
  readonly #indexes = new Map<Source, FileIndex>();

  constructor(compiler: Compiler, sources: Iterable<Source>) {
    this.#kinds = syntaxKinds(compiler);
    this.#exportFlag = enumValue(compiler, "CommonFlags", "Export");
    for (const source of sources) this.#sources.set(source.internalPath, source);
  }

  /** The file that an import path leads to, or null when there is none. */
  file(path: string): Source | null {
    return this.#sources.get(path) ?? this.#sources.get(`${path}/index`) ?? null;
  }

  /** What `name` means at the top level of `source`; null when the file does not say. */
  lookup(source: Source, name: string): Binding | null {
    const index = this.#index(source);
    const node = index.declared.get(name);
    if (node !== undefined) return this.#declared(source, name, node);
    const target = index.imported.get(name);
    return target === undefined ? null : this.#follow(target, new Set());
  }

  /** What `name` means to those who import it from `source`. */
  lookupExport(source: Source, name: string, visited: Set<string> = new Set()): Binding | null {
    const key = `${source.internalPath} ${name}`;
    if (visited.has(key)) return null;
    visited.add(key);
    const index = this.#index(source);
    const exported = index.exported.get(name);
    if (typeof exported === "string") return this.lookup(source, exported);
    if (exported !== undefined) return this.#follow(exported, visited);
    for (const path of index.starExports) {
      const found = this.#follow({ path, name }, visited);
      if (found !== null) return found;
    }
    return null;
  }

  /** The names that `source` exports, in source order, stars included. */
  exportedNames(source: Source, visited: Set<Source> = new Set()): string[] {
    if (visited.has(source)) return [];
    visited.add(source);
    const index = this.#index(source);
    const names = new Set(index.exported.keys());
    for (const path of index.starExports) {
      const file = this.file(path);
      if (file !== null) for (const name of this.exportedNames(file, visited)) if (name !== "default") names.add(name);
    }
    return [...names];
  }

  /** Whether a thread function is visible at the top level of `source` under any name. */
  seesThreads(source: Source): boolean {
    for (const name of this.#index(source).imported.keys()) {
      const binding = this.lookup(source, name);
      if (binding?.kind === "thread") return true;
      if (
        binding?.kind === "module" &&
        threadFunctions.some((each) => this.lookupExport(binding.source, each)?.kind === "thread")
      ) {
        return true;
      }
    }
    return false;
  }

  #declared(source: Source, name: string, node: Node): Binding {
    if (isThreadFunction(name) && isSdkPath(source.internalPath)) return { kind: "thread", name };
    return { kind: "other", node, source };
  }

  #follow(target: Target, visited: Set<string>): Binding | null {
    const file = this.file(target.path);
    if (file === null) return null;
    return target.name === null ? { kind: "module", source: file } : this.lookupExport(file, target.name, visited);
  }

  #index(source: Source): FileIndex {
    let index = this.#indexes.get(source);
    if (index === undefined) {
      index = indexFile(source, this.#kinds, this.#exportFlag);
      this.#indexes.set(source, index);
    }
    return index;
  }
}

function indexFile(source: Source, kinds: SyntaxKinds, exportFlag: number): FileIndex {
  const index: FileIndex = { declared: new Map(), imported: new Map(), exported: new Map(), starExports: [] };
  const declare = (declaration: DeclarationStatement): void => {
    const name = declaration.name.text;
    if (!index.declared.has(name)) index.declared.set(name, declaration);
    if (((declaration.flags as number) & exportFlag) !== 0) index.exported.set(name, name);
  };
  for (const statement of source.statements) {
    const kind = statement.kind as number;
    if (kind === kinds.Import) indexImport(statement as ImportStatement, index);
    else if (kind === kinds.Export) indexExport(statement as ExportStatement, index);
    else if (kind === kinds.Variable) for (const each of (statement as VariableStatement).declarations) declare(each);
    else if (kind === kinds.ExportDefault) {
      const { declaration } = statement as ExportDefaultStatement;
      index.declared.set(declaration.name.text, declaration);
      index.exported.set("default", declaration.name.text);
    } else if ("name" in statement && "flags" in statement) declare(statement as unknown as DeclarationStatement);
  }
  return index;
}

function indexImport(statement: ImportStatement, index: FileIndex): void {
  const path = statement.internalPath;
  if (statement.namespaceName !== null) index.imported.set(statement.namespaceName.text, { path, name: null });
  for (const each of statement.declarations ?? []) {
    index.imported.set(each.name.text, { path, name: each.foreignName.text });
  }
}

function indexExport(statement: ExportStatement, index: FileIndex): void {
  const path = statement.internalPath;
  if (statement.members === null) {
    if (path !== null) index.starExports.push(path);
    return;
  }
  for (const { localName, exportedName } of statement.members) {
    index.exported.set(exportedName.text, path === null ? localName.text : { path, name: localName.text });
  }
}
