import type { DiagnosticMessage, NamedTypeNode, Node, Program, Range } from "assemblyscript" with {
  "resolution-mode": "import",
};
import { report } from "../diagnostics/report";
import { descendants } from "../frontend/children";
import type { Compiler } from "../frontend/compiler";
import { enumValue, syntaxKinds } from "../frontend/syntax-kinds";
import { readMarker, type Mistake } from "./guards";
import type { LoweredSite } from "./spawns";

/**
 * Rewords what the compiler says about generated code in terms of the author's: the markers of failed guards, and failed inference
 * of the generated functions, which the author never sees.
 *
 * @param sites the lowered spawns by the numbers in their names
 */
export function interceptDiagnostics(compiler: Compiler, program: Program, sites: readonly LoweredSite[]): void {
  const { diagnostics } = program;
  const userDefined = enumValue(compiler, "DiagnosticCode", "User_defined_0");
  const inference = enumValue(compiler, "DiagnosticCode", "Type_argument_expected");
  const push = (message: DiagnosticMessage): number => Array.prototype.push.call(diagnostics, message);
  const handle = (message: DiagnosticMessage): void => {
    const marker = message.code === userDefined ? readMarker(message.message) : null;
    if (marker !== null) return reportMistake(compiler, program, sites[marker.site]!, marker.mistake);
    const site = message.code === inference ? siteAt(sites, message.range) : undefined;
    if (site === undefined) return void push(message);
    const unknown = unknownTypes(compiler, program, site);
    for (const node of unknown) push(cannotFind(compiler, node));
    if (unknown.length === 0 && !hasErrors(compiler, program)) push(message);
  };
  // The compiler adds to this array and to no other; a method of its own is the only hook there is.
  Object.defineProperty(diagnostics, "push", {
    configurable: true,
    value: (...messages: DiagnosticMessage[]): number => {
      for (const message of messages) handle(message);
      return diagnostics.length;
    },
  });
}

function reportMistake(compiler: Compiler, program: Program, site: LoweredSite, mistake: Mistake): void {
  if (mistake.kind === "slots") {
    report(compiler, program, "TC1015", {}, site.slots?.range ?? site.calleeRange);
    return;
  }
  const capture = site.site.captures.filter((each) => each.declaration !== null)[mistake.index]!;
  const reason = "a vector does not fit into a variable of a contract";
  report(compiler, program, "TC1011", { name: capture.name, reason }, capture.uses[0]!.range, {
    related: capture.declaration!.range,
  });
}

/** The spawn whose generated call a message is about: it stands where the name of the spawn function did. */
function siteAt(sites: readonly LoweredSite[], range: Range | null): LoweredSite | undefined {
  return sites.find(({ calleeRange }) => range?.source === calleeRange.source && range.end === calleeRange.end);
}

/** The names in the type of the result that mean nothing here. */
function unknownTypes(compiler: Compiler, program: Program, site: LoweredSite): NamedTypeNode[] {
  const { NamedType } = syntaxKinds(compiler);
  const file = program.filesByName.get(site.site.source.internalPath);
  const unknown: NamedTypeNode[] = [];
  for (const type of site.resultTypes) {
    for (const node of descendants(type)) {
      if ((node.kind as number) !== NamedType) continue;
      const named = node as NamedTypeNode;
      const name = named.name.identifier.text;
      if (file?.lookup(name, true) || isDeclared(site.site.source, name)) continue;
      unknown.push(named);
    }
  }
  return unknown;
}

/** Whether anything in the file has this name, in whatever namespace. */
function isDeclared(source: Node, name: string): boolean {
  for (const node of descendants(source)) {
    if ("name" in node && (node.name as { text?: string }).text === name) return true;
  }
  return false;
}

function cannotFind(compiler: Compiler, node: NamedTypeNode): DiagnosticMessage {
  const code = enumValue(compiler, "DiagnosticCode", "Cannot_find_name_0");
  const category = enumValue(compiler, "DiagnosticCategory", "Error");
  const message = compiler.DiagnosticMessage.create(code, category, node.name.identifier.text);
  message.range = node.name.range;
  return message;
}

function hasErrors(compiler: Compiler, program: Program): boolean {
  const category = enumValue(compiler, "DiagnosticCategory", "Error");
  return program.diagnostics.some((each) => (each.category as number) === category);
}
