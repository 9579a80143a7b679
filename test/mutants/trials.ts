import { fork } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { inRepository } from "../tasks/repository";
import { makeMutant } from "./apply";
import type { Mutant } from "./mutant";
import type { TrialTask } from "./process";
import type { Finding } from "./trial";

/** Longest time without a sign of life; a mutant that hangs has been caught. */
const SILENT_MILLISECONDS_MAXIMUM = 40_000;

/** Broken copies lie below `node_modules`, so that what they import is found. */
const copies = inRepository("node_modules", ".cache", "mutants");

export interface TrialResult {
  readonly mutant: Mutant;
  readonly findings: readonly Finding[];
  /** Why it could not be tried; empty if it could. */
  readonly problem: string;
}

/** Tries a mutant with each of the seeds, in a process of its own. */
export async function tryMutant(mutant: Mutant, seeds: readonly number[]): Promise<TrialResult> {
  const folder = path.join(copies, mutant.name.replaceAll(/\W+/g, "-"));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  try {
    makeMutant(mutant, folder);
    const findings: Finding[] = [];
    // A process that hung or crashed took the seeds after it along.
    while (findings.length < seeds.length) {
      const { findings: more, problem } = await runTrial(mutant, folder, seeds.slice(findings.length));
      findings.push(...more);
      if (problem !== "") return { mutant, findings, problem };
    }
    return { mutant, findings, problem: "" };
  } catch (error) {
    return { mutant, findings: [], problem: (error as Error).message };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runTrial(mutant: Mutant, folder: string, seeds: readonly number[]): Promise<TrialResult> {
  return new Promise((resolve) => {
    const env = { ...process.env, THREADED_CONTRACT_RUNTIME: folder };
    const child = fork(inRepository("test", "dist", "mutants", "process.js"), {
      env,
      execArgv: [],
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    let errors = "";
    child.stderr?.on("data", (chunk: Buffer) => (errors += chunk.toString("utf8")));
    const findings: Finding[] = [];
    let ready = false;
    const finish = (problem = ""): void => {
      clearTimeout(timer);
      child.removeAllListeners();
      child.kill("SIGKILL");
      resolve({ mutant, findings, problem });
    };
    const give = (caughtBy: string, what: string): void => {
      const seed = seeds[findings.length]!;
      findings.push({ seed, caughtBy, after: 0, milliseconds: SILENT_MILLISECONDS_MAXIMUM, what });
      finish();
    };
    let timer = setTimeout(() => undefined, 0);
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => give("hang", "no answer"), SILENT_MILLISECONDS_MAXIMUM);
    };
    wait();
    child.on("message", (message: Finding | "ready" | "tick") => {
      wait();
      if (message === "ready") {
        ready = true;
        child.send({ seeds, conformance: mutant.conformance === true } satisfies TrialTask);
        return;
      }
      if (message === "tick") return;
      findings.push(message);
      if (findings.length === seeds.length) finish();
    });
    child.on("exit", (code) => {
      if (ready) give("crash", errors);
      else finish(`it does not load: ${code} ${errors.slice(0, 500)}`);
    });
  });
}
