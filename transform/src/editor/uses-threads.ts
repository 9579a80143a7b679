import type ts from "typescript";
import { isSdkPath } from "../analysis/thread-functions";

const known = new WeakMap<ts.SourceFile, boolean>();

/** Whether any file of a program could see a thread function; if none does, nothing of ours is even loaded. */
export function usesThreads(program: ts.Program | undefined): boolean {
  return program?.getSourceFiles().some(mentionsThreads) ?? false;
}

function mentionsThreads(file: ts.SourceFile): boolean {
  let mentions = known.get(file);
  if (mentions === undefined) {
    // Under whatever name it is used, some file has to import it by its own.
    mentions =
      !file.isDeclarationFile && !isSdkPath(file.fileName) && /\bthread_(?:spawn|join|try_join)/.test(file.text);
    known.set(file, mentions);
  }
  return mentions;
}
