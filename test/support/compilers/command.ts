import { inRepository } from "../../tasks/repository";
import { Compilers } from "./client";
import type { CompilerRequest } from "./pool";

const MODULE = inRepository("test", "support", "compilers", "command-server.mjs");

/** A command as a terminal has it, with the folder it runs in. */
export interface CompilerCommand extends CompilerRequest {
  readonly command: "asc" | "threaded-contract";
  readonly folder: string;
  readonly args: readonly string[];
}

export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** Runs `asc` or `threaded-contract` in a process that has the compiler loaded, with the files of the disk. For jest tests. */
export function runCompilerCommand(command: CompilerCommand): Promise<CommandResult> {
  return new Compilers().compile<CommandResult>(MODULE, command, false);
}
