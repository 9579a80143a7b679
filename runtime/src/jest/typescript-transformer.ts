import { createRequire } from "node:module";
import path from "node:path";

/** What jest tells a transformer, as far as it is used here. */
interface TransformOptions {
  readonly config: { readonly rootDir: string };
}

type TypeScript = typeof import("typescript");

/**
 * Lets jest read tests in TypeScript with the project's own compiler and no further package. Types are taken out, not
 * checked: that is `tsc`'s work.
 */
function process(source: string, fileName: string, { config }: TransformOptions): { code: string } {
  const ts = createRequire(path.join(config.rootDir, "package.json"))("typescript") as TypeScript;
  const { outputText } = ts.transpileModule(source, {
    fileName,
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
      inlineSourceMap: true,
      inlineSources: true,
    },
  });
  return { code: outputText };
}

// jest looks at the default export of a module.
export default { process };
