import path from "node:path";
import ts from "typescript";
import { ADAPTER_FOLDER } from "./folders";

/** The names that a module exports, its re-exports followed. */
function exportsOf(program: ts.Program, file: string): string[] {
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(file)!);
  return checker
    .getExportsOfModule(module!)
    .map(({ name }) => name)
    .sort();
}

test("editors see what the compiler sees of `@btc-vision/btc-runtime/threading`", () => {
  const files = [".ts", ".d.ts"].map((extension) => {
    return path.join(ADAPTER_FOLDER, "@btc-vision", "btc-runtime", `threading${extension}`);
  });
  // One program each: a declaration beside a source of its name is left out.
  const [source, declared] = files.map((file) => {
    return exportsOf(
      ts.createProgram([file], {
        module: ts.ModuleKind.Node16,
        moduleResolution: ts.ModuleResolutionKind.Node16,
        noLib: true,
      }),
      file,
    );
  });
  expect(source).toContain("slotOf");
  expect(declared).toEqual(source);
});
