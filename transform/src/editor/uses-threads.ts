import type ts from "typescript";
import { isSdkPath } from "../analysis/thread-functions";
import { mentionsLock } from "../verify/lock-names";

const known = new WeakMap<ts.SourceFile, boolean>();

/** Whether any file of a program could break a rule; if none can, nothing of ours is even loaded. */
export function usesThreads(program: ts.Program | undefined): boolean {
  return program?.getSourceFiles().some(mentionsThreads) ?? false;
}

function mentionsThreads(file: ts.SourceFile): boolean {
  let mentions = known.get(file);
  if (mentions === undefined) {
    mentions = !file.isDeclarationFile && !isSdkPath(file.fileName) && namesSomething(file.text);
    known.set(file, mentions);
  }
  return mentions;
}

/** Under whatever name a thread function is used, some file has to import it by its own. */
function namesSomething(text: string): boolean {
  return /\bthread_\w|__tc_/.test(text) || mentionsLock(text);
}
