import type ts from "typescript";
import { catalogue } from "../diagnostics/catalogue";
import type { Severity } from "../diagnostics/catalogue/entry";
import type { Edit } from "../diagnostics/fix";
import type { EditorFinding, FoundPlace } from "./check-sources";
import { numberOf } from "./numbers";

/** What the editor shows beside each of our diagnostics. */
export const SOURCE = "threaded-contract";

/** What translating to TypeScript's terms needs. */
export interface Translation {
  readonly typescript: typeof ts;
  /** The file of a path as asc has it. */
  file(path: string): ts.SourceFile | undefined;
  /** The name of the file of a path as asc has it; null for one that is not part of the compilation. */
  fileName(path: string): string | null;
}

/** A finding as the editor shows it. */
export function toDiagnostic({ typescript, file }: Translation, finding: EditorFinding): ts.Diagnostic {
  const { code, text, place, related } = finding;
  const relatedFile = related === null ? undefined : file(related.path);
  return {
    source: SOURCE,
    code: numberOf(code),
    category: categoryOf(typescript, catalogue[code].severity),
    messageText: text.replaceAll(/\n +/g, "\n"),
    file: file(place.path),
    ...spanOf(place),
    relatedInformation:
      related === null
        ? []
        : [
            {
              code: numberOf(code),
              category: typescript.DiagnosticCategory.Message,
              messageText: "The other place that this is about.",
              file: relatedFile,
              ...spanOf(related),
            },
          ].filter((each) => each.file !== undefined),
  };
}

function categoryOf({ DiagnosticCategory }: typeof ts, severity: Severity): ts.DiagnosticCategory {
  const { Error, Warning, Message } = DiagnosticCategory;
  return { error: Error, warning: Warning, information: Message }[severity];
}

/** Edits by file, as the editor applies them; null if one of them is for a file that the editor does not have. */
export function toChanges({ fileName }: Translation, edits: readonly Edit[]): ts.FileTextChanges[] | null {
  const changes = new Map<string, ts.TextChange[]>();
  for (const { path, start, end, text } of edits) {
    const name = fileName(path);
    if (name === null) return null;
    const list = changes.get(name) ?? [];
    changes.set(name, [...list, { span: { start, length: end - start }, newText: text }]);
  }
  return [...changes].map(([name, textChanges]) => ({ fileName: name, textChanges }));
}

function spanOf({ start, end }: FoundPlace): { start: number; length: number } {
  return { start, length: end - start };
}
