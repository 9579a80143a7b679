import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KeptAnswers } from "./kept-answers";
import { readAll, type Message } from "./message";
import { CompilerPool } from "./pool";

/** Lends one pool of warm compilers to all the processes in which jest runs tests. */
export class CompilerServer {
  readonly #folder = mkdtempSync(join(tmpdir(), "threaded-contract-compilers-"));
  readonly address =
    process.platform === "win32" ? `\\\\.\\pipe\\${this.#folder.replaceAll("\\", "-")}` : join(this.#folder, "socket");
  readonly #pool = new CompilerPool();
  readonly #kept = new KeptAnswers();
  readonly #server: Server = createServer({ allowHalfOpen: true }, (socket) => void this.#serve(socket));

  listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(this.address, resolve);
    });
  }

  async close(): Promise<void> {
    this.#pool.close();
    await new Promise((done) => this.#server.close(done));
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #serve(socket: Socket): Promise<void> {
    // A test that ended before its answer has nobody left to tell.
    socket.on("error", () => socket.destroy());
    try {
      const { module, request, isWhole } = JSON.parse(await readAll(socket)) as Message;
      const make = () => this.#pool.compile(module, request);
      const answer = isWhole ? await this.#kept.find(module, request, make) : JSON.stringify(await make());
      socket.end(`{"answer":${answer}}`);
    } catch (error) {
      socket.end(JSON.stringify({ failed: (error as Error).message }));
    }
  }
}
