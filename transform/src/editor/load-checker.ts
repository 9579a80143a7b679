import { loadInstalledCompiler } from "../frontend/compiler";
import { loadVisitor } from "../frontend/visitor-adapter";
import { EditorChecker } from "./editor-checker";
import type { Texts } from "./texts";

/**
 * Loads the project's compiler for the editor: its parser is all that is used.
 *
 * @param folder the project's folder
 * @throws TC6014 when no supported compiler is installed
 */
export async function loadChecker(folder: string, texts: Texts): Promise<EditorChecker> {
  const compiler = await loadInstalledCompiler(folder);
  return new EditorChecker(compiler, await loadVisitor(compiler), texts);
}
