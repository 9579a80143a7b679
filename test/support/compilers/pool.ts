import { fork, type ChildProcess } from "node:child_process";
import { availableParallelism } from "node:os";
import { inRepository } from "../../tasks/repository";

/** What every request says; the rest is between the caller and the module. */
export interface CompilerRequest {
  /** Name of the compiler's package; requests go to a process that has it warm. */
  readonly compiler: string;
}

interface Job {
  readonly module: string;
  readonly request: CompilerRequest;
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** More would only take memory from each other. */
const PROCESSES_MAX = 8;

/** Each module that asc makes leaves a little memory behind. */
const REQUESTS_PER_PROCESS_MAX = 500;

class CompilerProcess {
  readonly knownCompilers = new Set<string>();
  job: Job | null = null;
  requestCount = 0;
  readonly #child: ChildProcess;

  constructor(onFree: (process: CompilerProcess) => void, onEnd: (process: CompilerProcess) => void) {
    this.#child = fork(inRepository("test", "support", "compilers", "process.mjs"), {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      execArgv: [],
    });
    this.#child.on("message", ({ answer, failed }: { answer?: unknown; failed?: string }) => {
      const { job } = this;
      this.job = null;
      if (failed === undefined) job?.resolve(answer);
      else job?.reject(new Error(failed));
      onFree(this);
    });
    this.#child.on("exit", (code, signal) => {
      this.job?.reject(new Error(`The compiling process ended with ${code ?? signal}.`));
      this.job = null;
      onEnd(this);
    });
  }

  start(job: Job): void {
    this.job = job;
    this.requestCount++;
    this.knownCompilers.add(job.request.compiler);
    this.#child.send({ module: job.module, request: job.request });
  }

  end(): void {
    if (this.#child.connected) this.#child.disconnect();
  }
}

/** Processes that compile, started as they are needed, each with one program at a time; it has to be closed. */
export class CompilerPool {
  readonly #sizeMax: number;
  readonly #queue: Job[] = [];
  #processes: CompilerProcess[] = [];

  constructor(sizeMax = Math.min(availableParallelism(), PROCESSES_MAX)) {
    this.#sizeMax = sizeMax;
  }

  /**
   * Compiles one program.
   *
   * @param module path of an ES module whose function `compile` gets the request
   */
  compile(module: string, request: CompilerRequest): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ module, request, resolve, reject });
      this.#startNext();
    });
  }

  close(): void {
    for (const process of this.#processes) process.end();
    this.#processes = [];
  }

  #startNext(): void {
    for (const process of this.#processes) {
      if (process.job !== null || this.#queue.length === 0) continue;
      const known = this.#queue.findIndex(({ request }) => process.knownCompilers.has(request.compiler));
      // Rather than load another compiler, too, it leaves the program to a process that is still to be started.
      if (known < 0 && this.#processes.length < this.#sizeMax) continue;
      process.start(this.#queue.splice(Math.max(known, 0), 1)[0]!);
    }
    while (this.#queue.length > 0 && this.#processes.length < this.#sizeMax) {
      const added = new CompilerProcess(
        (process) => this.#goOn(process),
        (process) => this.#remove(process),
      );
      this.#processes.push(added);
      added.start(this.#queue.shift()!);
    }
  }

  #goOn(process: CompilerProcess): void {
    if (process.requestCount >= REQUESTS_PER_PROCESS_MAX) {
      this.#remove(process);
      process.end();
    }
    this.#startNext();
  }

  #remove(process: CompilerProcess): void {
    this.#processes = this.#processes.filter((other) => other !== process);
  }
}
