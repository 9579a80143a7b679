import type ts from "typescript";
import { chooseFixes } from "../fixes/choose";
import type { EditorFinding } from "./check-sources";
import type { CheckedFile } from "./editor-checker";
import { numberOf, shownNumbers } from "./numbers";
import { toChanges, toDiagnostic, type Translation } from "./to-typescript";

/** The editor's name for all of our fixes together. */
const FIX_ALL = "threaded-contract";

/** What the language service is extended by. */
export interface Extension {
  readonly typescript: typeof ts;
  /** What is known about a file; null where there is nothing to say. */
  check(fileName: string): CheckedFile | null;
}

/** The language service with our diagnostics and fixes among TypeScript's own; the rest is passed on. */
export function extendLanguageService(service: ts.LanguageService, extension: Extension): ts.LanguageService {
  const extended = Object.create(null) as Record<string, unknown>;
  for (const [name, method] of Object.entries(service)) {
    extended[name] = typeof method === "function" ? (method as () => unknown).bind(service) : method;
  }
  return Object.assign(extended as unknown as ts.LanguageService, {
    ...diagnosticMethods(service, extension),
    ...fixMethods(service, extension),
  });
}

function diagnosticMethods(
  service: ts.LanguageService,
  extension: Extension,
): Pick<ts.LanguageService, "getSemanticDiagnostics"> {
  return {
    getSemanticDiagnostics(fileName) {
      const own = service.getSemanticDiagnostics(fileName);
      const checked = extension.check(fileName);
      if (checked === null || checked.findings.length === 0) return own;
      const translation = translate(service, extension, checked);
      return [...own, ...checked.findings.map((finding) => toDiagnostic(translation, finding))];
    },
  };
}

function fixMethods(
  service: ts.LanguageService,
  extension: Extension,
): Pick<ts.LanguageService, "getCodeFixesAtPosition" | "getCombinedCodeFix" | "getSupportedCodeFixes"> {
  return {
    getCodeFixesAtPosition(fileName, start, end, errorCodes, formatOptions, preferences) {
      const own = service.getCodeFixesAtPosition(fileName, start, end, errorCodes, formatOptions, preferences);
      const checked = errorCodes.some((code) => shownNumbers().includes(code)) ? extension.check(fileName) : null;
      if (checked === null) return own;
      const wanted = checked.findings.filter(
        ({ code, place }) => errorCodes.includes(numberOf(code)) && place.start <= end && start <= place.end,
      );
      const translation = translate(service, extension, checked);
      return [...own, ...wanted.flatMap((finding) => toActions(translation, finding))];
    },

    getCombinedCodeFix(scope, fixId, formatOptions, preferences) {
      if (fixId !== FIX_ALL) return service.getCombinedCodeFix(scope, fixId, formatOptions, preferences);
      const checked = extension.check(scope.fileName);
      if (checked === null) return { changes: [] };
      const edits = chooseFixes(checked.findings).flatMap((chosen) => chosen.edits);
      const sorted = edits.toSorted((one, other) => one.start - other.start);
      return { changes: toChanges(translate(service, extension, checked), sorted) ?? [] };
    },

    getSupportedCodeFixes(fileName) {
      return [...service.getSupportedCodeFixes(fileName), ...shownNumbers().map(String)];
    },
  };
}

function toActions(translation: Translation, { code, fixes }: EditorFinding): ts.CodeFixAction[] {
  return fixes.flatMap(({ title, edits }) => {
    const changes = toChanges(translation, edits);
    if (changes === null) return [];
    const fixAllDescription = "Apply the fixes of all threaded-contract diagnostics in this file";
    return [{ fixName: code, description: title, changes, fixId: FIX_ALL, fixAllDescription }];
  });
}

function translate(service: ts.LanguageService, { typescript }: Extension, { absolute }: CheckedFile): Translation {
  const program = service.getProgram();
  const fileName = (path: string): string | null => absolute(path)?.replaceAll("\\", "/") ?? null;
  return {
    typescript,
    fileName,
    file: (path) => program?.getSourceFile(fileName(path) ?? ""),
  };
}
