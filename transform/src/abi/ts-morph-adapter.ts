import type { SourceFile } from "ts-morph";

/** An interface to be written. */
export interface InterfaceText {
  readonly name: string;
  readonly description: string;
  readonly extends: readonly string[];
  readonly properties: readonly { readonly name: string; readonly type: string }[];
  readonly methods: readonly {
    readonly name: string;
    readonly description: string;
    readonly parameters: readonly { readonly name: string; readonly type: string }[];
    readonly returns: string;
  }[];
}

/** A TypeScript file of type imports and interfaces. */
export interface TypeScriptText {
  /** The lines of the comment at the top. */
  readonly heading: readonly string[];
  readonly imports: readonly { readonly from: string; readonly types: readonly string[] }[];
  readonly interfaces: readonly InterfaceText[];
}

/** Writes TypeScript; ts-morph is loaded here and nowhere else, and only when there is something to write. */
export function writeTypeScript(text: TypeScriptText): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- lazily, and jest has no `import()` without flags
  const { IndentationText, Project } = require("ts-morph") as typeof import("ts-morph");
  const project = new Project({
    useInMemoryFileSystem: true,
    manipulationSettings: { indentationText: IndentationText.TwoSpaces },
  });
  const file = project.createSourceFile("client.ts", "");
  for (const { from, types } of text.imports) {
    file.addImportDeclaration({ isTypeOnly: true, moduleSpecifier: from, namedImports: [...types] });
  }
  for (const each of text.interfaces) addInterface(file, each);
  file.insertText(0, text.heading.map((line) => `// ${line}\n`).join(""));
  return file.getFullText();
}

function addInterface(
  file: SourceFile,
  { name, description, extends: bases, properties, methods }: InterfaceText,
): void {
  file.addInterface({
    name,
    isExported: true,
    docs: description === "" ? [] : [description],
    extends: [...bases],
    properties: properties.map((property) => ({ name: propertyName(property.name), type: property.type })),
    methods: methods.map((method) => ({
      name: propertyName(method.name),
      docs: [method.description],
      parameters: method.parameters.map((parameter) => ({ name: parameter.name, type: parameter.type })),
      returnType: method.returns,
    })),
  });
}

function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

/** A change of a text: the characters from `start` up to and without `end` become `text`. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Applies edits to TypeScript, all at once; nothing outside of them changes. */
export function editTypeScript(source: string, edits: readonly TextEdit[]): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- lazily, and jest has no `import()` without flags
  const { Project } = require("ts-morph") as typeof import("ts-morph");
  const project = new Project({ useInMemoryFileSystem: true });
  // ts-morph drops a byte order mark, which the compiler counts.
  const mark = source.startsWith("\uFEFF") ? 1 : 0;
  const file = project.createSourceFile("source.ts", source.slice(mark));
  file.applyTextChanges(
    edits.map(({ start, end, text }) => ({ span: { start: start - mark, length: end - start }, newText: text })),
  );
  return source.slice(0, mark) + file.getFullText();
}
