import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hashInputs } from "../../tasks/input-hash";
import { inRepository } from "../../tasks/repository";

const FOLDER = inRepository("node_modules", ".cache", "threaded-contract", "compilations");
const UNUSED_MILLISECONDS_MAX = 24 * 60 * 60 * 1000;

/** Everything beside a request that decides what a compiler answers: compilers, transform, SDK, and the modules that ask them. */
function toolchainHash(): string {
  return hashInputs([
    inRepository("package-lock.json"),
    inRepository("asconfig.json"),
    inRepository("transform", "dist"),
    inRepository("transform", "package.json"),
    inRepository("sdk", "assembly"),
    inRepository("sdk", "package.json"),
    inRepository("test", "support", "compilers"),
    inRepository("test", "conformance", "compile-server.mjs"),
    inRepository("transform", "test", "support"),
    inRepository("transform", "test", "rules", "harness"),
  ]);
}

/**
 * Answers of compilers to requests that hold all their sources, kept from one run of the tests to the next.
 *
 * They are in a folder named by the hash of the toolchain, so a change of the transform or the SDK is never hidden.
 */
export class KeptAnswers {
  readonly #folder = join(FOLDER, toolchainHash());

  constructor() {
    mkdirSync(this.#folder, { recursive: true });
    for (const name of readdirSync(FOLDER)) {
      const folder = join(FOLDER, name);
      if (folder === this.#folder) continue;
      const age = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (age > UNUSED_MILLISECONDS_MAX) rmSync(folder, { recursive: true, force: true });
    }
  }

  /** The answer to this request, in JSON; kept or made. */
  async find(module: string, request: unknown, make: () => Promise<unknown>): Promise<string> {
    const key = createHash("sha256")
      .update(JSON.stringify([process.version, module, request]))
      .digest("hex");
    const file = join(this.#folder, key);
    if (existsSync(file)) return readFileSync(file, "utf8");
    const answer = JSON.stringify(await make());
    // Several runs may be at it: a file is whole as soon as it is there.
    const own = `${file}.${randomUUID()}`;
    writeFileSync(own, answer);
    renameSync(own, file);
    return answer;
  }
}
